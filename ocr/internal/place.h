#pragma once

// Inside ocr only: finding where a layout's page stands in a scan.

#include <optional>

#include <opencv2/core.hpp>

#include "ocr/internal/reference.h"
#include "ocr/mapping.h"

namespace toitsu::ocr {

// A first homography from features (millimetres → scan pixels), or nothing when the page is surely another one.
struct Found {
    Mapping mapping;
    int inliers = 0;
};
// `scale`: scan pixels per pixel of the picture that the features were taken from.
std::optional<Found> findByFeatures(const Reference& reference, const Features& features, double scale, cv::Size scan);

// Share of the blank's ink that is found again in the scan, 0–1.
double inkRecall(const Reference& reference, const cv::Mat& scan, const Mapping& mapping);

// Refines by comparing patches (normalised correlation) at rising resolution and fits the smooth field. The result's
// residual and support tell whether to believe it; nothing when too few patches are found again.
std::optional<Mapping> refine(const Reference& reference, const cv::Mat& scan, const Mapping& first);

}  // namespace toitsu::ocr
