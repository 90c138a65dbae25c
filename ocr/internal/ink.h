#pragma once

// Inside ocr only: what is ink and what is paper.

#include <opencv2/core.hpp>

namespace toitsu::ocr {

// 255 where the grey picture is clearly darker than its surroundings (`windowMm` wide); robust against shadow.
cv::Mat inkMask(const cv::Mat& grey, double dpi, double windowMm = 8.0, int contrast = 0);

// The level of the paper around, per pixel of a picture of about 50 dpi: a large closing, blurred; at least 40, so that
// a scanner's black borders stay black. 255 · grey / level is flat.
cv::Mat paperLevel(const cv::Mat& grey, double dpi);

}  // namespace toitsu::ocr
