#pragma once

// A person's name written by hand, in cells or on a line: what it may be, for the clerk to choose from. Never accepted.

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool readsWrittenName(const Target& target);
forms::Reading readWrittenName(const Target& target, const Sheet& sheet, const Engines& engines);

}  // namespace toitsu::ocr
