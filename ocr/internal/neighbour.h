#pragma once

// Inside ocr only: whether a second sheet lies on the glass beside a page that was placed. Reading one and losing the
// other silently must not happen.

#include <opencv2/core.hpp>

#include "ocr/mapping.h"

namespace toitsu::ocr {

// Looks at what is left of the picture beside the page, where it is wide enough for a small sheet (50 mm); costs
// nothing where the page fills the picture. `dpi`: what the file says; where the page contradicts it the picture is a
// photograph, whose table has a pattern of its own: only a bright sheet counts there.
bool sheetBeside(const cv::Mat& grey, const Mapping& mapping, double dpi);

}  // namespace toitsu::ocr
