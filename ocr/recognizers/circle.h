#pragma once

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool readsCircle(const Target& target);
forms::Reading readCircle(const Target& target, const Sheet& sheet, const Engines& engines);

}  // namespace toitsu::ocr
