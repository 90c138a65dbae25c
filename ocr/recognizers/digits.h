#pragma once

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool readsDigits(const Target& target);
forms::Reading readDigits(const Target& target, const Sheet& sheet, const Engines& engines);

}  // namespace toitsu::ocr
