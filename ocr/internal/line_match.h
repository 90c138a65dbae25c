#pragma once

// Inside ocr only: how far ruled lines lie beside where a mapping puts them. A line tells nothing along itself, but
// there are lines where there is nothing else.

#include <functional>
#include <vector>

#include "ocr/internal/reference.h"
#include "ocr/mapping.h"

namespace toitsu::ocr {

struct LineMatch {
    Point at;       // mm on the layout
    double by = 0;  // mm, down for a line across, to the right for a line down; the mapping's own displacement included
    bool across = true;
};

// `wanted`: whether a piece of a line at that place (across, or down) is to be looked for.
std::vector<LineMatch> matchLines(const Reference& reference, const cv::Mat& scan, const Mapping& mapping,
                                  const std::function<bool(Point, bool)>& wanted);

}  // namespace toitsu::ocr
