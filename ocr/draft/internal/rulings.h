#pragma once

// Inside ocr only: the ruled lines of a blank as a mask, dotted ones joined, and what they enclose.

#include <vector>

#include <opencv2/core.hpp>

#include "forms/draft/seen_page.h"

namespace toitsu::ocr {

struct Rulings {
    cv::Mat mask;                        // 255 on ruled lines, 300 dpi
    std::vector<forms::Box> enclosed;    // mm: every region with a line on all four sides, lines' middles
    std::vector<forms::Box> underlines;  // mm: level lines of 8 mm and more that bound none of them
};

// `ink`: 255 where there is ink, 300 dpi, upright.
Rulings findRulings(const cv::Mat& ink);

// Squares to tick (2–7.5 mm) and rings (6–16 mm), each an outline of its own around nothing or, for a ring, around 印.
struct Outlines {
    std::vector<forms::Box> squares, rings;
};
Outlines findOutlines(const cv::Mat& ink);

// Whether what stands in `box` (pixels) is a ring of 6–16 mm, maybe cut where it touched a ruled line that is gone now.
bool isCutRing(const cv::Mat& ink, const cv::Rect& box);

// Enclosed regions told apart: rows of cells for digits, and areas.
void sortEnclosed(const std::vector<forms::Box>& enclosed, forms::SeenPage& page);

}  // namespace toitsu::ocr
