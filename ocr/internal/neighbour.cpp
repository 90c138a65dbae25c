#include "ocr/internal/neighbour.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ocr/blank_page.h"
#include "ocr/internal/mat.h"
#include "ocr/internal/outline.h"

namespace toitsu::ocr {

namespace {

constexpr double kNarrowest = 50;  // mm: the width of a small card
constexpr double kMargin = 4;      // mm: the page's own edge and its shadow

}  // namespace

bool sheetBeside(const cv::Mat& grey, const Mapping& mapping, double dpi) {
    const double w = mapping.width, h = mapping.height;
    const std::array<Point, 4> corners{mapping.toScan({0, 0}), mapping.toScan({w, 0}), mapping.toScan({w, h}),
                                       mapping.toScan({0, h})};
    double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
    for (const Point& p : corners) {
        left = std::min(left, p.x);
        right = std::max(right, p.x);
        top = std::min(top, p.y);
        bottom = std::max(bottom, p.y);
    }
    const double perMm = std::hypot(corners[2].x - corners[0].x, corners[2].y - corners[0].y) / std::hypot(w, h);
    const bool camera = std::abs(std::log(perMm * 25.4 / std::max(dpi, 1.0))) > 0.08;
    const double margin = kMargin * perMm, narrowest = kNarrowest * perMm;
    const cv::Rect all({0, 0}, grey.size());
    const auto pixel = [](double value) { return static_cast<int>(std::lround(value)); };
    const std::array<cv::Rect, 4> strips{
        cv::Rect(0, 0, pixel(left - margin), grey.rows),
        cv::Rect(pixel(right + margin), 0, grey.cols - pixel(right + margin), grey.rows),
        cv::Rect(0, 0, grey.cols, pixel(top - margin)),
        cv::Rect(0, pixel(bottom + margin), grey.cols, grey.rows - pixel(bottom + margin))};
    return std::any_of(strips.begin(), strips.end(), [&](const cv::Rect& strip) {
        if (std::min(strip.width, strip.height) < narrowest) return false;
        const cv::Mat there = grey(strip & all);
        if (camera && !outlineOf(there)) return false;
        return !checkBlank({"", 1, own(there), perMm * 25.4, 0}).blank;
    });
}

}  // namespace toitsu::ocr
