#include "ocr/internal/identify.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <opencv2/imgproc.hpp>

// Features vote: every layout that explains enough of them by one plausible homography is a candidate. Then the ink
// decides: how much of the candidate's printed ink is found again where it should be. Handwriting only adds ink, so it
// cannot lower the right layout's share; a page that is none of ours finds little.

namespace toitsu::ocr {

namespace {

struct Seen {
    Features features;
    double scale = 1;  // scan pixels per feature pixel
};

Seen featuresAt(const cv::Mat& scan, double scale) {
    Seen seen;
    seen.scale = scale;
    cv::Mat small;
    cv::resize(scan, small, {}, 1 / scale, 1 / scale, scale > 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    // The exact ratio, after rounding to whole pixels.
    seen.scale = static_cast<double>(scan.cols) / small.cols;
    seen.features = featuresOf(small);
    return seen;
}

std::vector<Candidate> candidatesFor(const std::vector<Reference>& references, const cv::Mat& scan, const Seen& seen) {
    std::vector<Candidate> candidates;
    for (const auto& reference : references)
        if (const auto found = findByFeatures(reference, seen.features, seen.scale, scan.size()))
            candidates.push_back({&reference, found->mapping, false, 0, found->inliers, 0});
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.inliers > b.inliers; });
    if (candidates.size() > 4) candidates.resize(4);
    // Another form shares a title or a frame with the page; it never explains a sixth of what the right one does.
    while (candidates.size() > 1 && candidates.back().inliers * 6 < candidates.front().inliers) candidates.pop_back();
    for (auto& candidate : candidates) {
        // The recall counts after the smooth field: a fold must not look like another form.
        const auto begin = std::chrono::steady_clock::now();
        const auto refined = refine(*candidate.reference, scan, candidate.mapping);
        candidate.refineMillis =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
        candidate.recall = inkRecall(*candidate.reference, scan, refined ? *refined : candidate.mapping);
        if (refined) candidate.mapping = *refined;
        candidate.refined = refined.has_value();
    }
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.recall > b.recall; });
    return candidates;
}

}  // namespace

Identified identify(const std::vector<Reference>& references, const cv::Mat& scan, double dpi) {
    // Two ideas of the page's size: what the file says, and that the page fills the picture (A4's longer side).
    std::vector<double> scales;
    if (dpi >= 72 && dpi <= 1200) scales.push_back(dpi / kFeatureDpi);
    const double filling = std::max(scan.cols, scan.rows) / (297.0 / 25.4 * kFeatureDpi);
    if (scales.empty() || std::abs(std::log(scales[0] / filling)) > 0.15) scales.push_back(filling);
    Identified result;
    for (const double scale : scales) {
        auto candidates = candidatesFor(references, scan, featuresAt(scan, scale));
        if (!candidates.empty() && (result.candidates.empty() || candidates[0].recall > result.candidates[0].recall))
            result.candidates = std::move(candidates);
        if (!result.candidates.empty() && result.candidates[0].recall >= kLeastRecall) break;
    }
    if (result.candidates.empty()) return result;
    const double second = result.candidates.size() > 1 ? result.candidates[1].recall : 0;
    result.margin = result.candidates[0].recall - second;
    result.certain = result.candidates[0].recall >= kLeastRecall && result.margin >= kLeastMargin;
    return result;
}

}  // namespace toitsu::ocr
