#include "ocr/internal/warp.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

// The mapping is evaluated on a coarse grid and in between bilinearly: first along the grid's rows, then, for each row
// of pixels, between the two rows of the grid around it.

namespace toitsu::ocr {

namespace {

// `at(i, j)`: where the pixel i to the right and j down from the upper left one lies in the scan.
template <class At>
cv::Mat straightened(const cv::Mat& scan, cv::Size size, int paper, At&& at) {
    constexpr int step = kWarpStep;
    const int across = (size.width + step - 1) / step;
    const auto width = static_cast<std::size_t>(across * step) * 2;  // x and y in turn
    std::vector<float> upper(width), lower(width);
    const auto expand = [&](int j, std::vector<float>& row) {
        Point from = at(0, j);
        float x0 = static_cast<float>(from.x - 0.5), y0 = static_cast<float>(from.y - 0.5);
        float* out = row.data();
        for (int i = 0; i < across; ++i) {
            const Point to = at((i + 1) * step, j);
            const float x1 = static_cast<float>(to.x - 0.5), y1 = static_cast<float>(to.y - 0.5);
            for (int n = 0; n < step; ++n) {
                const float u = static_cast<float>(n) / step;
                *out++ = x0 * (1 - u) + x1 * u;
                *out++ = y0 * (1 - u) + y1 * u;
            }
            x0 = x1;
            y0 = y1;
        }
    };
    cv::Mat_<cv::Vec2f> map(size);
    expand(0, lower);
    for (int y = 0; y < size.height; ++y) {
        if (y % step == 0) {
            std::swap(upper, lower);
            expand(y + step, lower);
        }
        const float v = static_cast<float>(y % step) / step, rest = 1 - v;
        float* out = map.ptr<float>(y);
        const float *a = upper.data(), *b = lower.data();
        for (int n = 0; n < 2 * size.width; ++n) out[n] = a[n] * rest + b[n] * v;
    }
    cv::Mat out;
    cv::remap(scan, out, map, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar::all(paper));
    return out;
}

}  // namespace

// +0.5: pixel centres stand for the middle of their square of paper, in the layout as in the scan.
cv::Mat cutOut(const cv::Mat& scan, const Mapping& mapping, const Box& box, double dpi, int paper) {
    const double pixel = 25.4 / dpi;  // mm
    const cv::Size size(std::max(1, static_cast<int>(std::lround(box.width / pixel))),
                        std::max(1, static_cast<int>(std::lround(box.height / pixel))));
    return straightened(scan, size, paper, [&](int i, int j) {
        return mapping.toScan({box.x + (i + 0.5) * pixel, box.y + (j + 0.5) * pixel});
    });
}

cv::Mat cutOutPixels(const cv::Mat& scan, const Mapping& mapping, const cv::Rect& pixels, double dpi, int paper) {
    const double pixel = 25.4 / dpi;  // mm
    return straightened(scan, pixels.size(), paper, [&](int i, int j) {
        return mapping.toScan({(pixels.x + i + 0.5) * pixel, (pixels.y + j + 0.5) * pixel});
    });
}

}  // namespace toitsu::ocr
