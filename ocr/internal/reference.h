#pragma once

// Inside ocr only: one page of a layout made ready to place scans of it precisely.

#include <opencv2/core.hpp>

#include "base/result.h"
#include "ocr/internal/sketch.h"

namespace toitsu::ocr {

constexpr double kBlankDpi = 300;
constexpr double kCoarseDpi = 150;
constexpr double kFineDpi = 200;

struct Reference {
    std::shared_ptr<const forms::Layout> layout;
    const forms::LayoutPage* page = nullptr;
    cv::Mat blank;         // grey, 300 dpi
    cv::Mat coarse, fine;  // the same at 150 and 200 dpi, softened as scans are before they are compared
    RuledLines lines;
    std::vector<cv::Point2d> patches;  // mm: centres of textured places, spread over the page
    std::vector<cv::Point2d> dense;    // four times as many, for paper that is not flat
};

// The blank of a page in grey, drawn or loaded. S030 when that fails or its proportions do not fit the page.
Result<cv::Mat> blankOf(const forms::Layout& layout, const forms::LayoutPage& page, double dpi);

// Textured in both directions (a line alone slides along itself), spread over the page.
std::vector<cv::Point2d> texturedPlaces(const cv::Mat& blank, double dpi, const forms::LayoutPage& page,
                                        int about = 140);

Result<Reference> makeReference(const Sketch& sketch);  // S030
Result<cv::Mat> coarseOf(const Sketch& sketch);         // its `coarse` alone, at a quarter of the cost; S030

}  // namespace toitsu::ocr
