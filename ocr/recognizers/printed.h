#pragma once

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool readsPrinted(const Target& target);
forms::Reading readPrinted(const Target& target, const Sheet& sheet, const Engines& engines);

}  // namespace toitsu::ocr
