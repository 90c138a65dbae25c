#pragma once

// Inside ocr only: a scan made straight on the blank's own grid of pixels, its paper flattened to 255.

#include <cstdint>

#include <opencv2/core.hpp>

#include "ocr/mapping.h"

namespace toitsu::ocr {

constexpr double kReadDpi = 300;
constexpr double kPixelsPerMm = kReadDpi / 25.4;

// The pixels of the grid (300 dpi, counted from the page's upper left corner) that stand for a box.
cv::Rect pixelsOf(const Box& box);

enum class Inks { all, notRed };  // red seals become paper; black and blue ink stay

// Recognisers ask for places that overlap and lie close together. Every part of the page is made once, when it is first
// asked for, and the same pixel comes out alike whoever asks. For one thread.
class Canvas {
public:
    Canvas(cv::Mat scan, Mapping mapping);  // 1 or 3 channels

    // A copy. White further than 12 mm outside the page.
    cv::Mat at(const cv::Rect& pixels, Inks inks) const;

    // Whether more than 5 mm² show a colour (a grey page saved as RGB does not).
    bool coloured() const { return coloured_; }

private:
    struct Plane {
        cv::Mat_<float> gain;                   // 255 / paper, at 50 dpi
        mutable cv::Mat_<std::uint8_t> pixels;  // with a border all around
    };

    Plane planeOf(const cv::Mat& coarse) const;
    void make(const cv::Rect& tiles) const;
    static void flatten(const cv::Mat& seen, cv::Point to, const Plane& plane);

    cv::Mat scan_;
    Mapping mapping_;
    Plane all_, notRed_;                   // the second one of a scan with three channels only
    mutable cv::Mat_<std::uint8_t> made_;  // 1 for each tile that is
    bool coloured_ = false;
};

}  // namespace toitsu::ocr
