#include "ocr/internal/canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/ink.h"
#include "ocr/internal/warp.h"

// How bright the paper is changes slowly: it is measured once for the whole page at 50 dpi. The pixels themselves are
// made in tiles, whose side is a multiple both of the mapping's grid and of a pixel at 50 dpi.

namespace toitsu::ocr {

namespace {

constexpr int kTile = 48, kBorder = 3 * kTile;
constexpr int kCoarser = 6;  // pixels to one at 50 dpi
constexpr double kPaperDpi = kReadDpi / kCoarser;
constexpr double kColour = 30, kColouredMm2 = 5;
static_assert(kTile % kWarpStep == 0 && kTile % kCoarser == 0);

int tilesAcross(double mm) {
    return (static_cast<int>(std::lround(mm * kPixelsPerMm)) + 2 * kBorder + kTile - 1) / kTile;
}

// The scan shrunk to about 50 dpi; halves first, they are cheap. `mapping` follows.
cv::Mat shrunk(const cv::Mat& scan, Mapping& mapping) {
    const Point middle{mapping.width / 2, mapping.height / 2};
    const Point a = mapping.toScan(middle), b = mapping.toScan({middle.x + 1, middle.y});
    double ratio = std::hypot(b.x - a.x, b.y - a.y) * 25.4 / kPaperDpi;
    cv::Mat small = scan;
    cv::Point2d factor(1, 1);
    const auto reduce = [&](cv::Size size) {
        cv::Mat reduced;
        cv::resize(small, reduced, size, 0, 0, cv::INTER_AREA);
        factor.x *= static_cast<double>(size.width) / small.cols;
        factor.y *= static_cast<double>(size.height) / small.rows;
        small = reduced;
    };
    for (; ratio >= 2 && small.cols >= 16 && small.rows >= 16; ratio /= 2) {
        small = small(cv::Rect(0, 0, small.cols & ~1, small.rows & ~1));
        reduce({small.cols / 2, small.rows / 2});
    }
    if (ratio > 1.05)
        reduce({std::max(1, static_cast<int>(std::lround(small.cols / ratio))),
                std::max(1, static_cast<int>(std::lround(small.rows / ratio)))});
    for (std::size_t n = 0; n < 3; ++n) {
        mapping.homography[n] *= factor.x;
        mapping.homography[n + 3] *= factor.y;
    }
    return small;
}

}  // namespace

cv::Rect pixelsOf(const Box& box) {
    return {static_cast<int>(std::lround(box.x * kPixelsPerMm)), static_cast<int>(std::lround(box.y * kPixelsPerMm)),
            std::max(1, static_cast<int>(std::lround(box.width * kPixelsPerMm))),
            std::max(1, static_cast<int>(std::lround(box.height * kPixelsPerMm)))};
}

Canvas::Plane Canvas::planeOf(const cv::Mat& coarse) const {
    Plane plane;
    paperLevel(coarse, kPaperDpi).convertTo(plane.gain, CV_32F);
    cv::divide(255.0, plane.gain, plane.gain);
    plane.pixels.create(made_.rows * kTile, made_.cols * kTile);
    return plane;
}

Canvas::Canvas(cv::Mat scan, Mapping mapping)
    : scan_(std::move(scan)),
      mapping_(std::move(mapping)),
      made_(tilesAcross(mapping_.height), tilesAcross(mapping_.width), std::uint8_t{0}) {
    Mapping smaller = mapping_;
    const cv::Mat small = shrunk(scan_, smaller);
    const cv::Rect all(-kBorder / kCoarser, -kBorder / kCoarser, made_.cols * kTile / kCoarser,
                       made_.rows * kTile / kCoarser);
    const cv::Mat coarse = cutOutPixels(small, smaller, all, kPaperDpi);
    if (coarse.channels() == 1) {
        all_ = planeOf(coarse);
        return;
    }
    cv::Mat grey, green, red, difference;
    cv::cvtColor(coarse, grey, cv::COLOR_BGR2GRAY);
    cv::extractChannel(coarse, green, 1);
    cv::extractChannel(coarse, red, 2);
    all_ = planeOf(grey);
    notRed_ = planeOf(red);
    cv::absdiff(red, green, difference);
    constexpr double pixel = 25.4 / kPaperDpi;
    coloured_ = cv::countNonZero(difference > kColour) * pixel * pixel > kColouredMm2;
}

cv::Mat Canvas::at(const cv::Rect& pixels, Inks inks) const {
    const cv::Mat& made = (inks == Inks::all || notRed_.pixels.empty() ? all_ : notRed_).pixels;
    cv::Mat out(pixels.size(), CV_8UC1, cv::Scalar(255));
    const cv::Rect wanted = pixels + cv::Point(kBorder, kBorder), there = wanted & cv::Rect({0, 0}, made.size());
    if (there.empty()) return out;
    const cv::Point first(there.x / kTile, there.y / kTile);
    const cv::Point last((there.br().x - 1) / kTile + 1, (there.br().y - 1) / kTile + 1);
    // What is missing, with what happens to lie between.
    int left = last.x, right = first.x, top = last.y, bottom = first.y;
    for (int y = first.y; y < last.y; ++y)
        for (int x = first.x; x < last.x; ++x) {
            if (made_(y, x) != 0) continue;
            left = std::min(left, x);
            right = std::max(right, x + 1);
            top = std::min(top, y);
            bottom = std::max(bottom, y + 1);
        }
    if (left < right) make({left, top, right - left, bottom - top});
    made(there).copyTo(out(there - wanted.tl()));
    return out;
}

void Canvas::make(const cv::Rect& tiles) const {
    const cv::Point to(tiles.x * kTile, tiles.y * kTile);
    const cv::Rect wanted(to - cv::Point(kBorder, kBorder), tiles.size() * kTile);
    const cv::Mat seen = cutOutPixels(scan_, mapping_, wanted, kReadDpi);
    if (seen.channels() == 1) {
        flatten(seen, to, all_);
    } else {
        cv::Mat one;
        cv::cvtColor(seen, one, cv::COLOR_BGR2GRAY);
        flatten(one, to, all_);
        cv::extractChannel(seen, one, 2);
        flatten(one, to, notRed_);
    }
    made_(tiles).setTo(1);
}

// Between the middles of the coarse pixels the gain is interpolated: along a row of them once for all the pixels below
// each other, then between two rows.
void Canvas::flatten(const cv::Mat& seen, cv::Point to, const Plane& plane) {
    const auto along = [&](int row, std::vector<float>& out) {
        const float* gain = plane.gain[std::clamp(row, 0, plane.gain.rows - 1)];
        float* write = out.data();
        for (int i = to.x / kCoarser; i < (to.x + seen.cols) / kCoarser; ++i) {
            const float before = gain[std::max(i - 1, 0)], after = gain[std::min(i + 1, plane.gain.cols - 1)];
            for (int n = 0; n < kCoarser; ++n) {
                const float off = (static_cast<float>(n) + 0.5F) / kCoarser - 0.5F;
                *write++ = gain[i] + (off < 0 ? gain[i] - before : after - gain[i]) * off;
            }
        }
    };
    const auto width = static_cast<std::size_t>(seen.cols);
    std::vector<float> above(width), below(width);
    int row = -2;
    for (int y = 0; y < seen.rows; ++y) {
        const float at = (static_cast<float>(to.y + y) + 0.5F) / kCoarser - 0.5F;
        if (const int now = static_cast<int>(std::floor(at)); now != row) {
            row = now;
            along(row, above);
            along(row + 1, below);
        }
        const float down = at - static_cast<float>(row);
        const std::uint8_t* in = seen.ptr<std::uint8_t>(y);
        std::uint8_t* out = plane.pixels[to.y + y] + to.x;
        const float *a = above.data(), *b = below.data();
        for (std::size_t x = 0; x < width; ++x)
            out[x] = static_cast<std::uint8_t>(
                std::min(255, static_cast<int>(in[x] * (a[x] + (b[x] - a[x]) * down) + 0.5F)));
    }
}

}  // namespace toitsu::ocr
