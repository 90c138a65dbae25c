#include "ocr/internal/line_match.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/warp.h"

// Every 8 mm along a line, 4 mm of it are averaged along the line to a profile across it, on the blank and in the scan;
// the shift at which the two profiles correlate best is the displacement.

namespace toitsu::ocr {

namespace {

constexpr double kStep = 8, kAlong = 4, kAcross = 1.2, kReach = 0.8;  // mm
constexpr double kLeastScore = 0.85;
constexpr double kPixel = 25.4 / kFineDpi;

// Grey averaged along the line: one value for each pixel across it.
std::vector<double> profileOf(const cv::Mat& grey, bool across) {
    cv::Mat mean;
    cv::reduce(grey, mean, across ? 1 : 0, cv::REDUCE_AVG, CV_64F);
    return {mean.begin<double>(), mean.end<double>()};
}

double correlation(const std::vector<double>& a, const std::vector<double>& b, std::size_t shift) {
    const auto n = static_cast<double>(a.size());
    double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double x = a[i], y = b[i + shift];
        sa += x;
        sb += y;
        saa += x * x;
        sbb += y * y;
        sab += x * y;
    }
    const double spread = (saa - sa * sa / n) * (sbb - sb * sb / n);
    return spread > 1 ? (sab - sa * sb / n) / std::sqrt(spread) : 0;
}

void matchAt(const Reference& reference, const cv::Mat& scan, const Mapping& mapping, Point at, bool across,
             std::vector<LineMatch>& out) {
    const auto boxOf = [&](double beyond) {
        const double along = kAlong / 2, wide = kAcross + beyond;
        return across ? Box{at.x - along, at.y - wide, 2 * along, 2 * wide}
                      : Box{at.x - wide, at.y - along, 2 * wide, 2 * along};
    };
    const int margin = static_cast<int>(std::lround(kReach / kPixel));
    const Box box = boxOf(0);
    const cv::Rect rect(static_cast<int>(box.x / kPixel), static_cast<int>(box.y / kPixel),
                        static_cast<int>(box.width / kPixel), static_cast<int>(box.height / kPixel));
    if ((rect & cv::Rect({0, 0}, reference.fine.size())) != rect) return;
    const cv::Rect wider = across ? rect + cv::Size(0, 2 * margin) - cv::Point(0, margin)
                                  : rect + cv::Size(2 * margin, 0) - cv::Point(margin, 0);
    const cv::Mat seen = cutOut(
        scan, mapping, {wider.x * kPixel, wider.y * kPixel, wider.width * kPixel, wider.height * kPixel}, kFineDpi);
    const auto ours = profileOf(reference.fine(rect), across), theirs = profileOf(seen, across);
    if (theirs.size() < ours.size() + 2) return;
    std::vector<double> scores;
    for (std::size_t shift = 0; shift + ours.size() <= theirs.size(); ++shift)
        scores.push_back(correlation(ours, theirs, shift));
    const auto best = static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
    if (scores[best] < kLeastScore || best == 0 || best + 1 == scores.size()) return;
    const double curve = scores[best - 1] - 2 * scores[best] + scores[best + 1];
    const double part = curve < -1e-9 ? std::clamp((scores[best - 1] - scores[best + 1]) / (2 * curve), -0.5, 0.5) : 0;
    const double moved = (static_cast<double>(best) + part - margin) * kPixel;
    const Point there{at.x + (across ? 0 : moved), at.y + (across ? moved : 0)};
    const Point before = mapping.displacement(there);
    out.push_back({at, moved + (across ? before.y : before.x), across});
}

}  // namespace

namespace {

double first(const RuledLine& line) {
    return line.length() < 2 * kStep ? (line.from + line.to) / 2 : line.from + kStep / 2;
}

}  // namespace

std::vector<LineMatch> matchLines(const Reference& reference, const cv::Mat& scan, const Mapping& mapping,
                                  const std::function<bool(Point, bool)>& wanted) {
    std::vector<LineMatch> matches;
    for (const auto& line : reference.lines.across)
        for (double x = first(line); x < line.to - kAlong / 2; x += kStep)
            if (wanted({x, line.at}, true)) matchAt(reference, scan, mapping, {x, line.at}, true, matches);
    for (const auto& line : reference.lines.down)
        for (double y = first(line); y < line.to - kAlong / 2; y += kStep)
            if (wanted({line.at, y}, false)) matchAt(reference, scan, mapping, {line.at, y}, false, matches);
    return matches;
}

}  // namespace toitsu::ocr
