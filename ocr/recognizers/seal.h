#pragma once

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool readsSeal(const Target& target);
forms::Reading readSeal(const Target& target, const Sheet& sheet, const Engines& engines);

}  // namespace toitsu::ocr
