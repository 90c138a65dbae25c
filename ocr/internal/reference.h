#pragma once

// Inside ocr only: one page of a layout made ready to be found again in scans.

#include <memory>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/features2d.hpp>

#include "base/result.h"
#include "forms/layout.h"

namespace toitsu::ocr {

constexpr double kBlankDpi = 300;
constexpr double kFeatureDpi = 75;
constexpr double kInkDpi = 100;

struct Features {
    std::vector<cv::KeyPoint> points;  // pixels
    cv::Mat descriptors;
};

// AKAZE: of all features tried the only ones that never failed (0 of 160 pages).
Features featuresOf(const cv::Mat& grey);

struct Reference {
    std::shared_ptr<const forms::Layout> layout;
    const forms::LayoutPage* page = nullptr;
    cv::Mat blank;      // grey, 300 dpi
    Features features;  // at 75 dpi
    cv::Mat ink;        // mask at 100 dpi
    int inkPixels = 0;
    std::vector<cv::Point2d> patches;  // mm: centres of textured places, spread over the page

    cv::Mat blankAt(double dpi) const;  // shrunk copy
};

// Draws or loads the blank. S030 when that fails or its size does not fit the page.
Result<Reference> makeReference(std::shared_ptr<const forms::Layout> layout, const forms::LayoutPage& page);

}  // namespace toitsu::ocr
