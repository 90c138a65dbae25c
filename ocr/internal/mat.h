#pragma once

// Inside ocr only: our pictures as OpenCV sees them. No copy where none is needed.

#include <opencv2/core.hpp>

#include "ocr/page.h"

namespace toitsu::ocr {

cv::Mat view(const Picture& picture);  // shares the pixels; read only
Picture own(const cv::Mat& mat);       // 8-bit, 1 or 3 channels

cv::Mat greyOf(const Picture& picture);  // what the eye sees

}  // namespace toitsu::ocr
