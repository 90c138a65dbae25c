#pragma once

// A straight stroke that runs through a cell and out of it on both sides is no digit: a fold, a strike-out, a streak of
// the scanner. Inside ocr only.

#include "ocr/recognizers/sheet.h"

namespace toitsu::ocr {

bool crossedByLine(const Sheet& sheet, const Box& cell);

}  // namespace toitsu::ocr
