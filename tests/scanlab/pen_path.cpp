// A stroke is a chain of points along a smooth path; every point is a disc of the pen's width, so pressure is a change
// of radius.

#include "tests/scanlab/pen_path.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace toitsu::scanlab {
namespace {

constexpr int kShift = 4;  // sixteenths of a pixel for OpenCV's drawing

}  // namespace

void PenPath::curve(forms::Point a, forms::Point b, forms::Point c, double pen, double from, double to) {
    // Discs closer than half a pen's width, or a long line becomes a dotted one.
    const double length = std::hypot(b.x - a.x, b.y - a.y) + std::hypot(c.x - b.x, c.y - b.y);
    const int steps = std::max(60, static_cast<int>(length / (pen * 0.5)));
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps, s = 1 - t;
        add({s * s * a.x + 2 * s * t * b.x + t * t * c.x, s * s * a.y + 2 * s * t * b.y + t * t * c.y},
            pen / 2 * (from * s + to * t));
    }
}

Drawing PenPath::draw() const {
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9, widest = 0;
    for (std::size_t i = 0; i < points_.size(); ++i) {
        left = std::min(left, points_[i].x), right = std::max(right, points_[i].x);
        top = std::min(top, points_[i].y), bottom = std::max(bottom, points_[i].y);
        widest = std::max(widest, radii_[i]);
    }
    const double margin = widest + 3;
    Drawing drawing{
        Mask::empty(static_cast<int>(right - left + 2 * margin), static_cast<int>(bottom - top + 2 * margin)),
        static_cast<int>(std::floor(left - margin)), static_cast<int>(std::floor(top - margin))};
    cv::Mat canvas(drawing.mask.height, drawing.mask.width, CV_8UC1, drawing.mask.pixels.data());
    const auto fixed = [](double v) { return static_cast<int>(std::lround(v * (1 << kShift))); };
    for (std::size_t i = 0; i < points_.size(); ++i) {
        cv::circle(canvas, {fixed(points_[i].x - drawing.left), fixed(points_[i].y - drawing.top)}, fixed(radii_[i]),
                   255, cv::FILLED, cv::LINE_AA, kShift);
    }
    return drawing;
}

}  // namespace toitsu::scanlab
