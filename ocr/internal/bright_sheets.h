#pragma once

// Inside ocr only: sheets of paper as they are seen by themselves where the scanner's lid is dark.

#include <array>
#include <vector>

#include <opencv2/core.hpp>

namespace toitsu::ocr {

struct BrightSheet {
    std::array<cv::Point2f, 4> quad{};  // scan pixels, upright or nearly so: upper left first
    double area = 0;                    // pixels of paper in it
    bool whole = false;                 // fills its quadrangle, as one sheet does and two that touch do not
    bool blank = false;                 // nothing is on it
};

// Those that are wide enough for a small sheet; none where no dark lid shows.
std::vector<BrightSheet> brightSheets(const cv::Mat& scan, double dpi);

}  // namespace toitsu::ocr
