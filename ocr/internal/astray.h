#pragma once

// Inside ocr only: whether a place of a page that was placed well may still be somewhere else. What stands there is for
// a person.

#include <opencv2/core.hpp>

#include "ocr/internal/reference.h"
#include "ocr/mapping.h"

namespace toitsu::ocr {

// By the surface's own uncertainty there, by what was found again around it and, where paper is not flat, by its own
// frame and label in the scan (`grey`).
bool astray(const Reference& reference, const cv::Mat& grey, const Mapping& mapping, const Box& box);

}  // namespace toitsu::ocr
