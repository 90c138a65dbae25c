#include "ocr/internal/place.h"

#include <algorithm>
#include <cmath>

#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>

#include "ocr/internal/field.h"
#include "ocr/internal/ink.h"
#include "ocr/internal/warp.h"

// Placing goes from coarse to fine: features give a homography; patches of the blank, looked for around where they
// should be (150 dpi, then 200 dpi), give displacements; a robust smooth field of degree 4, then 6, takes them up.
// Every displacement is measured in the layout's own frame, so a page that stands on its head needs nothing special.

namespace toitsu::ocr {

namespace {

// A page seen by a scanner or a camera: not mirrored, not folded over, neither tiny nor beyond the picture.
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

}  // namespace

std::optional<Found> findByFeatures(const Reference& reference, const Features& features, double scale, cv::Size scan) {
    if (features.points.size() < 12 || reference.features.points.size() < 12) return std::nullopt;
    std::vector<std::vector<cv::DMatch>> pairs;
    cv::BFMatcher(cv::NORM_HAMMING).knnMatch(reference.features.descriptors, features.descriptors, pairs, 2);
    std::vector<cv::Point2f> from, to;
    constexpr double pixel = 25.4 / kFeatureDpi;
    for (const auto& pair : pairs) {
        if (pair.size() < 2 || pair[0].distance > 0.85f * pair[1].distance) continue;
        const auto& r = reference.features.points[static_cast<std::size_t>(pair[0].queryIdx)].pt;
        const auto& s = features.points[static_cast<std::size_t>(pair[0].trainIdx)].pt;
        from.emplace_back(static_cast<float>((r.x + 0.5) * pixel), static_cast<float>((r.y + 0.5) * pixel));
        to.emplace_back(static_cast<float>((s.x + 0.5) * scale), static_cast<float>((s.y + 0.5) * scale));
    }
    if (from.size() < 12) return std::nullopt;
    cv::Mat inliers;
    const cv::Mat h = cv::findHomography(from, to, cv::RANSAC, 3.0 * scale, inliers, 4000, 0.999);
    if (h.empty()) return std::nullopt;
    Found found;
    found.inliers = cv::countNonZero(inliers);
    if (found.inliers < 12) return std::nullopt;
    std::copy(h.ptr<double>(), h.ptr<double>() + 9, found.mapping.homography.begin());
    found.mapping.width = reference.page->width;
    found.mapping.height = reference.page->height;
    if (!plausible(found.mapping, scan)) return std::nullopt;
    return found;
}

double inkRecall(const Reference& reference, const cv::Mat& scan, const Mapping& mapping) {
    const Box whole{0, 0, reference.page->width, reference.page->height};
    cv::Mat seen = inkMask(cutOut(scan, mapping, whole, kInkDpi), kInkDpi);
    cv::dilate(seen, seen, cv::getStructuringElement(cv::MORPH_ELLIPSE, {3, 3}));
    cv::Mat both;
    if (seen.size() != reference.ink.size()) cv::resize(seen, seen, reference.ink.size(), 0, 0, cv::INTER_NEAREST);
    cv::bitwise_and(seen, reference.ink, both);
    return static_cast<double>(cv::countNonZero(both)) / std::max(1, reference.inkPixels);
}

namespace {

struct Match {
    Point at, by;  // mm
    double score = 0;
};

double parabola(float left, float middle, float right) {
    const double curve = left - 2.0 * middle + right;
    return curve < -1e-9 ? std::clamp((left - right) / (2 * curve), -0.5, 0.5) : 0;
}

// Looks for every patch of the blank within `reachMm` of where the mapping puts it.
std::vector<Match> matchPatches(const Reference& reference, const cv::Mat& blank, const cv::Mat& scan,
                                const Mapping& mapping, double dpi, double patchMm, double reachMm, double least) {
    const double pixel = 25.4 / dpi;
    const int half = static_cast<int>(std::lround(patchMm / 2 / pixel));
    const int reach = static_cast<int>(std::lround(reachMm / pixel));
    std::vector<Match> matches;
    for (const auto& mm : reference.patches) {
        const int cx = static_cast<int>(mm.x / pixel), cy = static_cast<int>(mm.y / pixel);
        const cv::Rect rect(cx - half, cy - half, 2 * half + 1, 2 * half + 1);
        if ((rect & cv::Rect({0, 0}, blank.size())) != rect) continue;
        const int side = 2 * (half + reach) + 1;
        const Box window{(cx - half - reach) * pixel, (cy - half - reach) * pixel, side * pixel, side * pixel};
        cv::Mat there = cutOut(scan, mapping, window, dpi), scores;
        cv::GaussianBlur(there, there, {3, 3}, 0.8);
        cv::matchTemplate(there, blank(rect), scores, cv::TM_CCOEFF_NORMED);
        double best = 0;
        cv::Point peak;
        cv::minMaxLoc(scores, nullptr, &best, nullptr, &peak);
        if (!(best >= least) || peak.x < 1 || peak.y < 1 || peak.x > scores.cols - 2 || peak.y > scores.rows - 2)
            continue;
        // A second place as good as the first (a grid of cells) says nothing.
        cv::Mat others = scores.clone();
        cv::circle(others, peak, std::max(3, static_cast<int>(std::lround(1.0 / pixel))), cv::Scalar(-1), cv::FILLED);
        double second = -1;
        cv::minMaxLoc(others, nullptr, &second);
        if (second > 0.93 * best) continue;
        const double dx = peak.x - reach +
                          parabola(scores.at<float>(peak.y, peak.x - 1), scores.at<float>(peak.y, peak.x),
                                   scores.at<float>(peak.y, peak.x + 1));
        const double dy = peak.y - reach +
                          parabola(scores.at<float>(peak.y - 1, peak.x), scores.at<float>(peak.y, peak.x),
                                   scores.at<float>(peak.y + 1, peak.x));
        const Point at{(cx + 0.5) * pixel, (cy + 0.5) * pixel};
        const Point moved{at.x + dx * pixel, at.y + dy * pixel};
        const Point before = mapping.displacement(moved);
        matches.push_back({at, {dx * pixel + before.x, dy * pixel + before.y}, best});
    }
    return matches;
}

int degreeFor(std::size_t matches, int most) {
    for (int degree = most; degree > 1; --degree)
        if (matches >= static_cast<std::size_t>((degree + 1) * (degree + 2))) return degree;
    return 1;
}

bool takeUp(Mapping& mapping, const std::vector<Match>& matches, int mostDegree) {
    std::vector<Displacement> data;
    for (const auto& m : matches) data.push_back({m.at, m.by, m.score * m.score});
    const auto field = fitField(data, mapping.width, mapping.height, degreeFor(matches.size(), mostDegree));
    if (!field) return false;
    mapping.degree = field->degree;
    mapping.fieldX = field->x;
    mapping.fieldY = field->y;
    return true;
}

}  // namespace

std::optional<Mapping> refine(const Reference& reference, const cv::Mat& scan, const Mapping& first) {
    Mapping mapping = first;
    cv::Mat coarse = reference.blankAt(150), fine = reference.blankAt(200);
    cv::GaussianBlur(coarse, coarse, {3, 3}, 0.8);
    cv::GaussianBlur(fine, fine, {3, 3}, 0.8);
    constexpr std::size_t fewest = 14;
    auto matches = matchPatches(reference, coarse, scan, mapping, 150, 6.0, 2.2, 0.5);
    if (matches.size() < fewest || !takeUp(mapping, matches, 3)) return std::nullopt;
    matches = matchPatches(reference, coarse, scan, mapping, 150, 5.0, 1.2, 0.5);
    if (matches.size() < fewest || !takeUp(mapping, matches, 5)) return std::nullopt;
    matches = matchPatches(reference, fine, scan, mapping, 200, 4.5, 0.8, 0.5);
    if (matches.size() < fewest || !takeUp(mapping, matches, 6)) return std::nullopt;

    std::vector<Displacement> data;
    for (const auto& m : matches) data.push_back({m.at, m.by, m.score * m.score});
    const auto errors = crossValidated(data, mapping.width, mapping.height, mapping.degree);
    std::vector<double> sorted;
    for (std::size_t n = 0; n < data.size(); ++n) {
        mapping.anchors.push_back({data[n].at, errors[n]});
        sorted.push_back(errors[n]);
    }
    std::sort(sorted.begin(), sorted.end());
    mapping.residualMm = sorted[static_cast<std::size_t>(0.95 * static_cast<double>(sorted.size() - 1))];
    mapping.support = static_cast<double>(matches.size()) / static_cast<double>(reference.patches.size());
    return mapping;
}

}  // namespace toitsu::ocr
