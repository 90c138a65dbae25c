#pragma once

// Inside ocr only: one handwritten or printed digit in one cell, made ready for the network as its training did it
// (ocr/training/digit_cells.py, prepare(): the same steps, the same constants; golden cells hold both together).

#include <opencv2/core.hpp>

namespace toitsu::ocr {

constexpr double kCellMarginMm = 0.3;  // of paper around the cell that belongs into the crop

// Grey crop of a cell and its margin, printed lines already painted over → 28×28 float, ink = 1. All zeros: empty.
cv::Mat_<float> prepareCell(const cv::Mat& grey, double dpi);

}  // namespace toitsu::ocr
