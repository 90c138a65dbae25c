#include "ocr/internal/warp.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

// The mapping is smooth, so it is evaluated on a coarse grid only, and in between bilinearly.
cv::Mat cutOut(const cv::Mat& scan, const Mapping& mapping, const Box& box, double dpi, int paper) {
    constexpr int step = 16;
    const double pixel = 25.4 / dpi;  // mm
    const int width = std::max(1, static_cast<int>(std::lround(box.width / pixel)));
    const int height = std::max(1, static_cast<int>(std::lround(box.height / pixel)));
    const int nodesX = (width + step - 1) / step + 1;
    const int nodesY = (height + step - 1) / step + 1;
    cv::Mat_<cv::Vec2f> nodes(nodesY, nodesX);
    for (int j = 0; j < nodesY; ++j)
        for (int i = 0; i < nodesX; ++i) {
            // +0.5: pixel centres stand for the middle of their square of paper, in the layout as in the scan.
            const Point p = mapping.toScan({box.x + (i * step + 0.5) * pixel, box.y + (j * step + 0.5) * pixel});
            nodes(j, i) = {static_cast<float>(p.x - 0.5), static_cast<float>(p.y - 0.5)};
        }
    cv::Mat_<cv::Vec2f> map(height, width);
    for (int y = 0; y < height; ++y) {
        const int j = y / step;
        const float v = static_cast<float>(y % step) / step;
        for (int x = 0; x < width; ++x) {
            const int i = x / step;
            const float u = static_cast<float>(x % step) / step;
            map(y, x) = (nodes(j, i) * (1 - u) + nodes(j, i + 1) * u) * (1 - v) +
                        (nodes(j + 1, i) * (1 - u) + nodes(j + 1, i + 1) * u) * v;
        }
    }
    cv::Mat out;
    cv::remap(scan, out, map, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar::all(paper));
    return out;
}

}  // namespace toitsu::ocr
