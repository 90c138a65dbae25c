#pragma once

#include <functional>

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool readsDigits(const Target& target);
forms::Reading readDigits(const Target& target, const Sheet& sheet, const Engines& engines);

// The same in two steps, so that measuring need not cut the same scans again for every network.
std::vector<Picture> cutDigits(const forms::TextPlace& place, const Sheet& sheet);  // cells with their margin, no print
// `crossed`: whether a straight line runs through this cell and out of it; asked only where something is written.
forms::Reading readDigitCells(const std::vector<Picture>& cells, const std::function<bool(std::size_t)>& crossed,
                              const forms::Field& field, const forms::TextPlace& place, const DigitNetwork& network);

}  // namespace toitsu::ocr
