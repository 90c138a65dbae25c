#pragma once

// Inside ocr only: the picture of a blank made upright at 300 dpi, and the paper that it is.

#include <opencv2/core.hpp>

#include "ocr/page.h"

namespace toitsu::ocr {

struct Upright {
    cv::Mat grey;                  // 300 dpi, upright, the size of the paper
    cv::Mat flat;                  // the same with its paper, shaded cells too, made white
    double width = 0, height = 0;  // mm
    double skew = 0;               // degrees that were taken out
};

Upright makeUpright(const Page& page);

}  // namespace toitsu::ocr
