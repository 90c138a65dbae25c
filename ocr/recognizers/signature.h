#pragma once

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool readsSignature(const Target& target);
forms::Reading readSignature(const Target& target, const Sheet& sheet, const Engines& engines);

}  // namespace toitsu::ocr
