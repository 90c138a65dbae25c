#include "ocr/internal/chamfer.h"

#include <algorithm>
#include <cmath>

// Gauss–Newton on the distance from each of the layout's points to the nearest ink of the scan; a point further away
// than a radius that shrinks has no say (handwriting, folds and dirt do not pull).

namespace toitsu::ocr {

namespace {

constexpr double kPixel = 25.4 / kSketchDpi;

float distanceAt(const cv::Mat& distance, double xMm, double yMm) {
    const double x = xMm / kPixel - 0.5, y = yMm / kPixel - 0.5;
    const int i = static_cast<int>(std::floor(x)), j = static_cast<int>(std::floor(y));
    if (i < 0 || j < 0 || i + 1 >= distance.cols || j + 1 >= distance.rows) return kFarthest;
    const auto u = static_cast<float>(x - i), v = static_cast<float>(y - j);
    const auto* a = distance.ptr<float>(j) + i;
    const auto* b = distance.ptr<float>(j + 1) + i;
    return (a[0] * (1 - u) + a[1] * u) * (1 - v) + (b[0] * (1 - u) + b[1] * u) * v;
}

// Coordinates of the layout brought to about −1…1, so that the eight unknowns are of one size.
struct Normal {
    double x0, y0, size;
    cv::Matx33d matrix() const { return {1 / size, 0, -x0 / size, 0, 1 / size, -y0 / size, 0, 0, 1}; }
};

bool step(cv::Matx33d& map, const Sketch& sketch, const Normal& normal, const cv::Mat& distance, std::size_t count,
          double radius, int unknowns) {
    cv::Matx<double, 8, 8> left = cv::Matx<double, 8, 8>::zeros();
    cv::Matx<double, 8, 1> right = cv::Matx<double, 8, 1>::zeros();
    double used = 0;
    for (std::size_t n = 0; n < count; ++n) {
        const double u = (sketch.points[n].x - normal.x0) / normal.size,
                     v = (sketch.points[n].y - normal.y0) / normal.size;
        const double w = map(2, 0) * u + map(2, 1) * v + map(2, 2);
        const double x = (map(0, 0) * u + map(0, 1) * v + map(0, 2)) / w;
        const double y = (map(1, 0) * u + map(1, 1) * v + map(1, 2)) / w;
        const double d = distanceAt(distance, x, y);
        if (d >= radius) continue;
        const double gx = (distanceAt(distance, x + kPixel, y) - distanceAt(distance, x - kPixel, y)) / (2 * kPixel);
        const double gy = (distanceAt(distance, x, y + kPixel) - distanceAt(distance, x, y - kPixel)) / (2 * kPixel);
        const double fade = 1 - (d / radius) * (d / radius);
        const double counts = fade * fade;
        const double along = -(gx * x + gy * y);
        const std::array<double, 8> row{gx * u / w, gx * v / w, gx / w,        gy * u / w,
                                        gy * v / w, gy / w,     along * u / w, along * v / w};
        for (int i = 0; i < unknowns; ++i) {
            for (int j = i; j < unknowns; ++j)
                left(i, j) += counts * row[static_cast<std::size_t>(i)] * row[static_cast<std::size_t>(j)];
            right(i) -= counts * row[static_cast<std::size_t>(i)] * d;
        }
        used += counts;
    }
    if (used < 20) return false;
    for (int i = 0; i < 8; ++i) {
        for (int j = 0; j < i; ++j) left(i, j) = left(j, i);
        // A little damping: along a bundle of parallel lines nothing is known.
        left(i, i) = i < unknowns ? left(i, i) * 1.01 + 1e-3 * used : 1;
    }
    cv::Matx<double, 8, 1> change;
    if (!cv::solve(left, right, change, cv::DECOMP_CHOLESKY)) return false;
    for (int i = 0; i < unknowns; ++i) map.val[i] += change(i);
    return true;
}

struct Stage {
    int steps;
    double radius;
    int unknowns;
    std::size_t points;
};

Laid lay(const Sketch& sketch, const Frame& frame, const cv::Matx33d& guess, std::initializer_list<Stage> stages,
         std::size_t counted) {
    const Normal normal{sketch.page->width / 2, sketch.page->height / 2, sketch.page->height / 2};
    cv::Matx33d map = guess * normal.matrix().inv();
    map *= 1 / map(2, 2);
    for (const Stage& stage : stages)
        for (int n = 0; n < stage.steps; ++n) {
            const cv::Matx33d before = map;
            const auto points = std::min(stage.points, sketch.points.size());
            if (!step(map, sketch, normal, frame.distance, points, stage.radius, stage.unknowns)) {
                map = before;
                break;
            }
        }
    Laid laid;
    laid.toFrame = map * normal.matrix();
    counted = std::min(counted, sketch.points.size());
    std::size_t near = 0;
    for (std::size_t n = 0; n < counted; ++n) {
        const cv::Vec3d q = laid.toFrame * cv::Vec3d(sketch.points[n].x, sketch.points[n].y, 1);
        near += distanceAt(frame.distance, q[0] / q[2], q[1] / q[2]) <= kNear ? 1 : 0;
    }
    laid.recall = static_cast<double>(near) / static_cast<double>(counted);
    return laid;
}

}  // namespace

Laid layRoughly(const Sketch& sketch, const Frame& frame, const cv::Matx33d& guess) {
    return lay(sketch, frame, guess, {{3, 3.0, 6, 200}, {3, 1.5, 6, 200}}, 400);
}

Laid layOver(const Sketch& sketch, const Frame& frame, const cv::Matx33d& guess) {
    return lay(sketch, frame, guess, {{2, 2.0, 6, 500}, {3, 1.2, 8, 900}, {2, 0.8, 8, 1600}}, 1600);
}

double recallAt(const Sketch& sketch, const Frame& frame, const cv::Matx33d& toFrame, std::size_t most) {
    // Asked of every layout of the library: in single precision, and of a map so small that it stays in the cache.
    const cv::Matx33f map = toFrame * (1 / toFrame(2, 2));
    const auto perMm = static_cast<float>(1 / kPixel);
    const auto width = static_cast<float>(frame.near.cols), height = static_cast<float>(frame.near.rows);
    const std::size_t count = std::min(most, sketch.points.size());
    const auto step = frame.near.step;
    unsigned near = 0;
    for (std::size_t n = 0; n < count; ++n) {
        const cv::Point2f p = sketch.points[n];
        const float scale = perMm / (map(2, 0) * p.x + map(2, 1) * p.y + 1);
        const float x = (map(0, 0) * p.x + map(0, 1) * p.y + map(0, 2)) * scale;
        const float y = (map(1, 0) * p.x + map(1, 1) * p.y + map(1, 2)) * scale;
        if (x >= 0 && y >= 0 && x < width && y < height)
            near += frame.near.data[static_cast<std::size_t>(y) * step + static_cast<std::size_t>(x)];
    }
    return static_cast<double>(near) / static_cast<double>(count);
}

double recallOf(const Sketch& sketch, const Frame& frame, const Mapping& mapping, const cv::Matx33d& toBest) {
    const cv::Matx33d back = frame.toScan.inv();
    int near = 0;
    for (const auto& p : sketch.points) {
        const cv::Vec3d there = toBest * cv::Vec3d(p.x, p.y, 1);
        const Point scan = mapping.toScan({there[0] / there[2], there[1] / there[2]});
        const cv::Vec3d mm = back * cv::Vec3d(scan.x, scan.y, 1);
        const int x = static_cast<int>(std::floor(mm[0] / mm[2] / kPixel)),
                  y = static_cast<int>(std::floor(mm[1] / mm[2] / kPixel));
        if (x < 0 || y < 0 || x >= frame.distance.cols || y >= frame.distance.rows) continue;
        near += frame.distance.at<float>(y, x) <= static_cast<float>(kNear) ? 1 : 0;
    }
    return static_cast<double>(near) / static_cast<double>(sketch.points.size());
}

}  // namespace toitsu::ocr
