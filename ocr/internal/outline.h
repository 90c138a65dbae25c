#pragma once

// Inside ocr only: a sheet of paper lying on something darker, in a photograph.

#include <array>
#include <optional>

#include <opencv2/core.hpp>

#include "forms/geometry.h"

namespace toitsu::ocr {

// The sheet's corners in scan pixels, clockwise from the one nearest to the picture's upper left; nothing when no
// bright quadrangle of at least a quarter of the picture stands out.
std::optional<std::array<cv::Point2d, 4>> outlineOf(const cv::Mat& scan);

}  // namespace toitsu::ocr
