#include "ocr/internal/shifted.h"

#include <algorithm>
#include <cmath>

namespace toitsu::ocr {

namespace {

constexpr std::size_t kPoints = 400;
constexpr double kNearest = 3, kFarthestShift = 31, kStep = 0.4;  // mm
constexpr float kNear = 0.4F;                                     // mm
constexpr double kWorthLaying = 0.15;                             // of recall: laying gains no more than that

double recallAt(const Sketch& sketch, const Frame& frame, const cv::Matx33d& toFrame, cv::Point2d shift) {
    constexpr double pixel = 25.4 / kSketchDpi;
    const std::size_t count = std::min(kPoints, sketch.points.size());
    std::size_t near = 0;
    for (std::size_t n = 0; n < count; ++n) {
        const cv::Vec3d q = toFrame * cv::Vec3d(sketch.points[n].x + shift.x, sketch.points[n].y + shift.y, 1);
        const int x = static_cast<int>(std::floor(q[0] / q[2] / pixel));
        const int y = static_cast<int>(std::floor(q[1] / q[2] / pixel));
        if (x < 0 || y < 0 || x >= frame.distance.cols || y >= frame.distance.rows) continue;
        near += frame.distance.at<float>(y, x) <= kNear ? 1 : 0;
    }
    return static_cast<double>(near) / static_cast<double>(count);
}

}  // namespace

std::vector<Laid> shiftedLays(const Sketch& sketch, const Frame& frame, const Laid& laid) {
    std::vector<Laid> found;
    for (const cv::Point2d way : {cv::Point2d(0, 1), {0, -1}, {1, 0}, {-1, 0}}) {
        double best = 0;
        cv::Point2d shift;
        for (double by = kNearest; by <= kFarthestShift; by += kStep) {
            const double recall = recallAt(sketch, frame, laid.toFrame, by * way);
            if (recall > best) {
                best = recall;
                shift = by * way;
            }
        }
        if (best < laid.recall - kWorthLaying) continue;
        const cv::Matx33d moved{1, 0, shift.x, 0, 1, shift.y, 0, 0, 1};
        found.push_back(layOver(sketch, frame, laid.toFrame * moved));
    }
    return found;
}

}  // namespace toitsu::ocr
