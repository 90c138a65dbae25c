#pragma once

// Inside ocr only: placing by features, for pictures that lines cannot place (perspective, no ruling).

#include <optional>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/features2d.hpp>

#include "forms/layout.h"
#include "ocr/mapping.h"

namespace toitsu::ocr {

constexpr double kFeatureDpi = 75;

struct Features {
    std::vector<cv::KeyPoint> points;  // pixels, the strongest first
    cv::Mat descriptors;
    double scale = 1;  // pixels of the picture per pixel of the features
};

// AKAZE: of all features tried the only ones that never failed (0 of 160 pages). `scale`: how much the picture is
// reduced first.
Features featuresOf(const cv::Mat& grey, double scale);

// How many of the layout's strongest features look like one of the picture's and like no other.
int likeness(const Features& layout, const Features& seen);

// A homography from features (millimetres → scan pixels), or nothing when the page is surely another one.
struct Found {
    Mapping mapping;
    int inliers = 0;
};
std::optional<Found> findByFeatures(const forms::LayoutPage& page, const Features& layout, const Features& seen,
                                    cv::Size scan);

// A page seen by a scanner or a camera: not mirrored, not folded over, neither tiny nor beyond the picture.
bool plausible(const Mapping& mapping, cv::Size scan);

}  // namespace toitsu::ocr
