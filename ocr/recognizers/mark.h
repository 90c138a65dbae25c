#pragma once

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool readsMark(const Target& target);
forms::Reading readMark(const Target& target, const Sheet& sheet, const Engines& engines);

}  // namespace toitsu::ocr
