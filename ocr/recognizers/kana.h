#pragma once

// Kana written by hand, in cells or on a line.

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool readsKana(const Target& target);
forms::Reading readKana(const Target& target, const Sheet& sheet, const Engines& engines);

}  // namespace toitsu::ocr
