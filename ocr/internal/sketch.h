#pragma once

// Inside ocr only: what little of a page is enough to tell it from hundreds of others – its ruled lines and a few
// hundred points of its ink.

#include <memory>
#include <vector>

#include <opencv2/core.hpp>

#include "base/result.h"
#include "forms/layout.h"

namespace toitsu::ocr {

constexpr double kSketchDpi = 100;

struct RuledLine {
    double at = 0;  // mm: y of a line across, x of a line down
    double from = 0, to = 0;
    double length() const { return to - from; }
};

struct RuledLines {
    std::vector<RuledLine> across, down;
};

// Straight dark runs of at least `shortest` mm (no stroke of a letter is 8 mm long), the `most` longest in either
// direction; `ink` is 255 where there is ink and nearly
// upright (within half a degree).
RuledLines ruledLines(const cv::Mat& ink, double dpi, double shortest = 8, std::size_t most = 40);

struct Sketch {
    std::shared_ptr<const forms::Layout> layout;
    const forms::LayoutPage* page = nullptr;
    RuledLines lines;
    std::vector<cv::Point2f> points;  // of the printed ink, mm, spread evenly; any first part of them is spread, too
};

// Draws or loads the blank at a low resolution. S030 when that fails.
Result<Sketch> makeSketch(std::shared_ptr<const forms::Layout> layout, const forms::LayoutPage& page);

}  // namespace toitsu::ocr
