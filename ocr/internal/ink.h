#pragma once

// Inside ocr only: what is ink and what is paper.

#include <opencv2/core.hpp>

namespace toitsu::ocr {

// 255 where the grey picture is clearly darker than its surroundings (`windowMm` wide); robust against shadow.
cv::Mat inkMask(const cv::Mat& grey, double dpi, double windowMm = 8.0, int contrast = 0);

// The level of the paper around, per pixel: a large closing, blurred. `grey / paper` is flat.
cv::Mat flattened(const cv::Mat& grey, double dpi);  // 8 bit, paper ≈ 255

}  // namespace toitsu::ocr
