#pragma once

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool readsImage(const Target& target);
forms::Reading readImage(const Target& target, const Sheet& sheet, const Engines& engines);

}  // namespace toitsu::ocr
