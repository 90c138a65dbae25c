#pragma once

// Inside ocr only: a page at a lower resolution, cheaply.

#include <opencv2/core.hpp>

#include "ocr/page.h"

namespace toitsu::ocr {

struct Reduced {
    cv::Mat mat;        // channels as the page has them; shares its pixels when nothing was to be done
    double dpi = 0;     // as far as known: an unknown resolution is taken for that of an A4 page
    double factor = 1;  // page pixels per pixel of `mat`
};

// At about `dpi`, up to a quarter more or less: area averages are fast for whole factors only. Never enlarged.
Reduced reduced(const Page& page, double dpi);

}  // namespace toitsu::ocr
