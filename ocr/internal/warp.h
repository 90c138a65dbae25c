#pragma once

// Inside ocr only: parts of a scan seen as the layout sees them.

#include <opencv2/core.hpp>

#include "ocr/mapping.h"

namespace toitsu::ocr {

// The mapping is smooth, so it is evaluated at every so many pixels only.
constexpr int kWarpStep = 16;

// The box (mm on the layout) cut out of the scan and made straight, `dpi` pixels per inch. What lies outside the scan
// is `paper`. Works on grey and BGR.
cv::Mat cutOut(const cv::Mat& scan, const Mapping& mapping, const Box& box, double dpi, int paper = 255);

// The same for a rectangle of the grid of pixels that begins in the page's upper left corner. A pixel comes out alike
// from every rectangle that begins at multiples of kWarpStep.
cv::Mat cutOutPixels(const cv::Mat& scan, const Mapping& mapping, const cv::Rect& pixels, double dpi, int paper = 255);

}  // namespace toitsu::ocr
