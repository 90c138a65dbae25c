#include "ocr/internal/shifted.h"

#include <algorithm>
#include <array>

namespace toitsu::ocr {

namespace {

constexpr std::size_t kPoints = 400, kGlance = 100;
constexpr double kGlanceError = 0.15;  // of a share of so few points: three standard deviations
constexpr double kNearest = 3, kFarthestShift = 31, kStep = 0.4;  // mm
constexpr double kWorthLaying = 0.15;                             // of recall: laying gains no more than that

// Half a turn about the middle of the ruling, which is where a table that looks the same upside down has its centre.
cv::Matx33d halfTurn(const Sketch& sketch) {
    double left = sketch.page->width, right = 0, top = sketch.page->height, bottom = 0;
    for (const auto& line : sketch.lines.across) {
        left = std::min(left, line.from);
        right = std::max(right, line.to);
        top = std::min(top, line.at);
        bottom = std::max(bottom, line.at);
    }
    if (right <= left || bottom <= top) return {-1, 0, sketch.page->width, 0, -1, sketch.page->height, 0, 0, 1};
    return {-1, 0, left + right, 0, -1, top + bottom, 0, 0, 1};
}

struct Shift {
    double recall = 0;
    cv::Matx33d moved = cv::Matx33d::eye();
};

// The best that reaches `least`; a recall of 0 when none does.
Shift bestShift(const Sketch& sketch, const Frame& frame, const cv::Matx33d& toFrame, cv::Point2d way, double from,
                double least) {
    Shift best;
    for (double by = from; by <= kFarthestShift; by += kStep) {
        const cv::Matx33d moved{1, 0, by * way.x, 0, 1, by * way.y, 0, 0, 1};
        const cv::Matx33d there = toFrame * moved;
        const double bar = std::max(least, best.recall);
        if (recallAt(sketch, frame, there, kGlance) < bar - kGlanceError) continue;
        const double recall = recallAt(sketch, frame, there, kPoints);
        if (recall >= bar) best = {recall, moved};
    }
    return best;
}

}  // namespace

std::vector<Laid> shiftedLays(const Sketch& sketch, const Frame& frame, const Laid& laid) {
    const std::array<cv::Point2d, 4> ways{cv::Point2d(0, 1), {0, -1}, {1, 0}, {-1, 0}};
    const double least = laid.recall - kWorthLaying;
    std::vector<Laid> found;
    const auto lay = [&](const cv::Matx33d& toFrame, const Shift& shift) {
        if (shift.recall > 0) found.push_back(layOver(sketch, frame, toFrame * shift.moved));
    };
    for (const auto way : ways) lay(laid.toFrame, bestShift(sketch, frame, laid.toFrame, way, kNearest, least));
    const cv::Matx33d turned = laid.toFrame * halfTurn(sketch);
    Shift best;
    for (const auto way : ways)
        if (const Shift shift = bestShift(sketch, frame, turned, way, 0, least); shift.recall > best.recall)
            best = shift;
    lay(turned, best);
    return found;
}

}  // namespace toitsu::ocr
