#include "ocr/internal/features.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

Features featuresOf(const cv::Mat& grey, double scale) {
    cv::Mat small;
    cv::resize(grey, small, {}, 1 / scale, 1 / scale, scale > 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    Features features;
    // The exact ratio, after rounding to whole pixels.
    features.scale = static_cast<double>(grey.cols) / small.cols;
    const auto akaze = cv::AKAZE::create(cv::AKAZE::DESCRIPTOR_MLDB, 0, 3, 0.0005f);
    akaze->setNOctaves(3);
    akaze->detect(small, features.points);
    cv::KeyPointsFilter::retainBest(features.points, 2500);
    std::sort(features.points.begin(), features.points.end(),
              [](const cv::KeyPoint& a, const cv::KeyPoint& b) { return a.response > b.response; });
    akaze->compute(small, features.points, features.descriptors);
    return features;
}

int likeness(const Features& layout, const Features& seen) {
    constexpr int strongest = 300;
    if (layout.descriptors.rows < 12 || seen.descriptors.rows < 12) return 0;
    const cv::Mat ours = layout.descriptors.rowRange(0, std::min(strongest, layout.descriptors.rows));
    std::vector<std::vector<cv::DMatch>> pairs;
    cv::BFMatcher(cv::NORM_HAMMING).knnMatch(ours, seen.descriptors, pairs, 2);
    int count = 0;
    for (const auto& pair : pairs) count += pair.size() == 2 && pair[0].distance < 0.85f * pair[1].distance ? 1 : 0;
    return count;
}

bool plausible(const Mapping& mapping, cv::Size scan) {
    const std::array<Point, 4> corners{mapping.toScan({0, 0}), mapping.toScan({mapping.width, 0}),
                                       mapping.toScan({mapping.width, mapping.height}),
                                       mapping.toScan({0, mapping.height})};
    double area = 0;
    for (std::size_t n = 0; n < 4; ++n) {
        const Point a = corners[n], b = corners[(n + 1) % 4], c = corners[(n + 2) % 4];
        area += (a.x * b.y - b.x * a.y) / 2;
        const double turn = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
        const double length = std::hypot(b.x - a.x, b.y - a.y) * std::hypot(c.x - b.x, c.y - b.y);
        if (!(turn > 0.5 * length)) return false;  // convex, right-handed, angles between 30° and 150°
    }
    const double picture = static_cast<double>(scan.width) * scan.height;
    if (!(area > 0.1 * picture && area < 1.6 * picture)) return false;
    const double top = std::hypot(corners[1].x - corners[0].x, corners[1].y - corners[0].y);
    const double side = std::hypot(corners[3].x - corners[0].x, corners[3].y - corners[0].y);
    const double shape = (top / side) / (mapping.width / mapping.height);
    return shape > 0.7 && shape < 1.43;
}

std::optional<Found> findByFeatures(const forms::LayoutPage& page, const Features& layout, const Features& seen,
                                    cv::Size scan) {
    if (seen.points.size() < 12 || layout.points.size() < 12) return std::nullopt;
    std::vector<std::vector<cv::DMatch>> pairs;
    cv::BFMatcher(cv::NORM_HAMMING).knnMatch(layout.descriptors, seen.descriptors, pairs, 2);
    std::vector<cv::Point2f> from, to;
    constexpr double pixel = 25.4 / kFeatureDpi;
    for (const auto& pair : pairs) {
        if (pair.size() < 2 || pair[0].distance > 0.85f * pair[1].distance) continue;
        const auto& r = layout.points[static_cast<std::size_t>(pair[0].queryIdx)].pt;
        const auto& s = seen.points[static_cast<std::size_t>(pair[0].trainIdx)].pt;
        from.emplace_back(static_cast<float>((r.x + 0.5) * pixel), static_cast<float>((r.y + 0.5) * pixel));
        to.emplace_back(static_cast<float>((s.x + 0.5) * seen.scale), static_cast<float>((s.y + 0.5) * seen.scale));
    }
    if (from.size() < 12) return std::nullopt;
    cv::Mat inliers;
    const cv::Mat h = cv::findHomography(from, to, cv::RANSAC, 3.0 * seen.scale, inliers, 4000, 0.999);
    if (h.empty()) return std::nullopt;
    Found found;
    found.inliers = cv::countNonZero(inliers);
    if (found.inliers < 12) return std::nullopt;
    std::copy(h.ptr<double>(), h.ptr<double>() + 9, found.mapping.homography.begin());
    found.mapping.width = page.width;
    found.mapping.height = page.height;
    if (!plausible(found.mapping, scan)) return std::nullopt;
    return found;
}

}  // namespace toitsu::ocr
