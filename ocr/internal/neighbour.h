#pragma once

// Inside ocr only: whether a second sheet lies on the glass beside a page that was placed. Reading one and losing the
// other silently must not happen.

#include <vector>

#include <opencv2/core.hpp>

#include "ocr/mapping.h"

namespace toitsu::ocr {

constexpr double kNarrowestSheet = 50;  // mm: the width of a small card
constexpr double kSheetMargin = 4;      // mm: a sheet's own edge and its shadow

// Looks at what is left of the picture beside the page, where it is wide enough for a small sheet (50 mm); costs
// nothing where the page fills the picture. `dpi`: what the file says; where the page contradicts it the picture is a
// photograph, whose table has a pattern of its own: only a bright sheet counts there.
bool sheetBeside(const cv::Mat& grey, const Mapping& mapping, double dpi);

// The largest upright rectangles of a picture that touch none of `taken`, at least so many pixels wide and high.
std::vector<cv::Rect> roomBeside(const std::vector<cv::Rect>& taken, cv::Size picture, double narrowest);

// No more than on a blank page, in a picture that shows a part of the glass.
bool nothingIn(const cv::Mat& grey, double dpi);

}  // namespace toitsu::ocr
