#include "ocr/internal/outline.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

// The bright part of the picture (Otsu's threshold, letters closed) is cut to its largest piece; the convex hull of
// that is reduced, side by side, to the four that lose least area. Each side is then fitted to the hull's points along
// it.

namespace toitsu::ocr {

namespace {

constexpr double kSide = 500;  // pixels of the longer side of the reduced picture

cv::Point2d crossing(const cv::Vec4f& a, const cv::Vec4f& b) {
    const double det = static_cast<double>(a[0]) * b[1] - static_cast<double>(a[1]) * b[0];
    const double dx = b[2] - a[2], dy = b[3] - a[3];
    const double t = (dx * b[1] - dy * b[0]) / det;
    return {a[2] + t * a[0], a[3] + t * a[1]};
}

// Leaves out, one after the other, the corner whose loss changes the area least, until four are left.
std::vector<cv::Point2f> fourCorners(std::vector<cv::Point2f> hull) {
    while (hull.size() > 4) {
        std::size_t least = 0;
        double area = 1e18;
        for (std::size_t n = 0; n < hull.size(); ++n) {
            const auto &a = hull[(n + hull.size() - 1) % hull.size()], &b = hull[n], &c = hull[(n + 1) % hull.size()];
            const double lost = std::abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) / 2;
            if (lost < area) {
                area = lost;
                least = n;
            }
        }
        hull.erase(hull.begin() + static_cast<std::ptrdiff_t>(least));
    }
    return hull;
}

}  // namespace

std::optional<std::array<cv::Point2d, 4>> outlineOf(const cv::Mat& scan) {
    const double reduce = std::max(scan.cols, scan.rows) / kSide;
    cv::Mat small, bright;
    cv::resize(scan, small, {}, 1 / reduce, 1 / reduce, cv::INTER_AREA);
    cv::morphologyEx(small, small, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {13, 13}));
    cv::GaussianBlur(small, small, {5, 5}, 1.5);
    cv::threshold(small, bright, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    // A border of dark, so that a sheet running out of the picture is closed there.
    cv::copyMakeBorder(bright, bright, 2, 2, 2, 2, cv::BORDER_CONSTANT, cv::Scalar(0));
    std::vector<std::vector<cv::Point>> contours;
    cv::findContours(bright, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
    if (contours.empty()) return std::nullopt;
    const auto& sheet = *std::max_element(contours.begin(), contours.end(), [](const auto& a, const auto& b) {
        return cv::contourArea(a) < cv::contourArea(b);
    });
    const double area = static_cast<double>(small.cols) * small.rows;
    std::vector<cv::Point> hull;
    cv::convexHull(sheet, hull);
    const double covered = cv::contourArea(hull);
    if (covered < 0.25 * area || cv::contourArea(sheet) < 0.85 * covered) return std::nullopt;
    auto corners = fourCorners({hull.begin(), hull.end()});
    if (corners.size() < 4 || cv::contourArea(corners) < 0.85 * covered) return std::nullopt;

    std::array<cv::Vec4f, 4> sides;
    for (std::size_t n = 0; n < 4; ++n) {
        const cv::Point2f a = corners[n], b = corners[(n + 1) % 4], along = b - a;
        const auto length = static_cast<float>(std::hypot(along.x, along.y));
        if (length < 0.1 * kSide) return std::nullopt;
        std::vector<cv::Point2f> points;
        for (const auto& p : sheet) {
            const cv::Point2f q = cv::Point2f(p) - a;
            const float t = (q.x * along.x + q.y * along.y) / (length * length);
            const float off = std::abs(q.x * along.y - q.y * along.x) / length;
            if (t > 0.08f && t < 0.92f && off < 6) points.push_back(cv::Point2f(p));
        }
        if (points.size() < 12) return std::nullopt;
        cv::fitLine(points, sides[n], cv::DIST_HUBER, 0, 0.01, 0.01);
    }
    std::array<cv::Point2d, 4> quad;
    for (std::size_t n = 0; n < 4; ++n) {
        const cv::Point2d p = crossing(sides[(n + 3) % 4], sides[n]);
        quad[n] = {(p.x - 2 + 0.5) * scan.cols / small.cols, (p.y - 2 + 0.5) * scan.rows / small.rows};
        if (!(std::abs(quad[n].x) < 3.0 * scan.cols && std::abs(quad[n].y) < 3.0 * scan.rows)) return std::nullopt;
    }
    // Clockwise, beginning upper left.
    double turn = 0;
    for (std::size_t n = 0; n < 4; ++n) turn += quad[n].x * quad[(n + 1) % 4].y - quad[(n + 1) % 4].x * quad[n].y;
    if (turn < 0) std::reverse(quad.begin(), quad.end());
    const auto first =
        std::min_element(quad.begin(), quad.end(), [](const auto& a, const auto& b) { return a.x + a.y < b.x + b.y; });
    std::rotate(quad.begin(), first, quad.end());
    return quad;
}

}  // namespace toitsu::ocr
