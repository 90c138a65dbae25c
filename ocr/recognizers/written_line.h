#pragma once

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool hasLineModel(const Engines& engines);
bool readsWrittenLine(const Target& target);
forms::Reading readWrittenLine(const Target& target, const Sheet& sheet, const Engines& engines);

}  // namespace toitsu::ocr
