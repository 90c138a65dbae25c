#pragma once

// Inside ocr only: which page of which layout a scan shows.

#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include "ocr/internal/place.h"

namespace toitsu::ocr {

struct Candidate {
    const Reference* reference = nullptr;
    Mapping mapping;  // refined, when `refined`; else from features only
    bool refined = false;
    double refineMillis = 0;
    int inliers = 0;
    double recall = 0;  // share of the blank's ink found again, after a first refinement
};

struct Identified {
    std::vector<Candidate> candidates;  // best recall first
    double margin = 0;                  // best − second recall (best alone: its recall)
    bool certain = false;               // recall and margin are large enough
};

constexpr double kLeastRecall = 0.70;
constexpr double kLeastMargin = 0.05;

Identified identify(const std::vector<Reference>& references, const cv::Mat& scan, double dpi);

}  // namespace toitsu::ocr
