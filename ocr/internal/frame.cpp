#include "ocr/internal/frame.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/ink.h"

// Skew: points of ink are projected at many angles; where rows and columns stand out most (the sum of squares of the
// profile is greatest), the page is upright. First every degree with few points, then finely with more.

namespace toitsu::ocr {

namespace {

struct Cloud {
    std::vector<cv::Point2f> points;  // pixels from the middle
    int reach = 0;
};

Cloud cloudOf(const cv::Mat& ink, std::size_t most) {
    Cloud cloud;
    cloud.reach = static_cast<int>(std::hypot(ink.cols, ink.rows) / 2) + 2;
    const auto all = static_cast<std::size_t>(cv::countNonZero(ink));
    const std::size_t step = std::max<std::size_t>(1, all / most);
    std::size_t seen = 0;
    for (int y = 0; y < ink.rows; ++y) {
        const auto* row = ink.ptr<std::uint8_t>(y);
        for (int x = 0; x < ink.cols; ++x)
            // Whole short runs of a row are taken, so that lines stay lines in the sample.
            if (row[x] != 0 && (seen++ / 8) % step == 0)
                cloud.points.emplace_back(static_cast<float>(x - ink.cols / 2.0),
                                          static_cast<float>(y - ink.rows / 2.0));
    }
    return cloud;
}

double sharpness(const Cloud& cloud, double degrees, std::vector<int>& rows, std::vector<int>& columns) {
    const double angle = degrees * CV_PI / 180;
    const auto c = static_cast<float>(std::cos(angle)), s = static_cast<float>(std::sin(angle));
    std::fill(rows.begin(), rows.end(), 0);
    std::fill(columns.begin(), columns.end(), 0);
    const auto middle = static_cast<float>(cloud.reach);
    for (const auto& p : cloud.points) {
        ++rows[static_cast<std::size_t>(s * p.x + c * p.y + middle)];
        ++columns[static_cast<std::size_t>(c * p.x - s * p.y + middle)];
    }
    double sum = 0;
    for (const int n : rows) sum += static_cast<double>(n) * n;
    for (const int n : columns) sum += static_cast<double>(n) * n;
    return sum;
}

double sharpest(const Cloud& cloud, double from, double to, double step) {
    std::vector<int> rows(static_cast<std::size_t>(2 * cloud.reach + 2)), columns(rows.size());
    double best = 0, most = -1;
    for (double degrees = from; degrees <= to + 1e-9; degrees += step) {
        const double value = sharpness(cloud, degrees, rows, columns);
        if (value > most) {
            most = value;
            best = degrees;
        }
    }
    return best;
}

cv::Matx33d translation(double x, double y) {
    return {1, 0, x, 0, 1, y, 0, 0, 1};
}

// Halves the picture while it is at least twice as fine as wanted: areas of two by two are much faster than others.
cv::Mat seenAt(const cv::Mat& scan, const cv::Matx33d& pixelToScan, cv::Size size) {
    // Pixel centres are half a pixel in.
    cv::Matx33d map = translation(-0.5, -0.5) * pixelToScan * translation(0.5, 0.5);
    cv::Mat source = scan;
    double reduction = std::sqrt(std::abs(map(0, 0) * map(1, 1) - map(0, 1) * map(1, 0)));
    for (; reduction > 1.9 && source.cols > 16 && source.rows > 16; reduction /= 2) {
        const cv::Mat even = source(cv::Rect(0, 0, source.cols & ~1, source.rows & ~1));
        cv::Mat half;
        cv::resize(even, half, {even.cols / 2, even.rows / 2}, 0, 0, cv::INTER_AREA);
        source = half;
        map = translation(-0.5, -0.5) * cv::Matx33d(0.5, 0, 0, 0, 0.5, 0, 0, 0, 1) * translation(0.5, 0.5) * map;
    }
    cv::Mat out;
    const int how = cv::INTER_LINEAR | cv::WARP_INVERSE_MAP;
    if (map(2, 0) == 0 && map(2, 1) == 0)
        cv::warpAffine(source, out, map.get_minor<2, 3>(0, 0) * (1 / map(2, 2)), size, how, cv::BORDER_REPLICATE);
    else
        cv::warpPerspective(source, out, map, size, how, cv::BORDER_REPLICATE);
    return out;
}

}  // namespace

double skewOf(const cv::Mat& ink) {
    const double coarse = sharpest(cloudOf(ink, 6000), -12, 12, 0.75);
    const Cloud cloud = cloudOf(ink, 20000);
    const double middle = sharpest(cloud, coarse - 0.75, coarse + 0.75, 0.25);
    return sharpest(cloud, middle - 0.25, middle + 0.25, 0.05);
}

Frame makeFrame(const cv::Mat& scan, const cv::Matx33d& toScan, cv::Size2d size) {
    constexpr double pixel = 25.4 / kSketchDpi;
    const cv::Size pixels(std::max(8, static_cast<int>(std::lround(size.width / pixel))),
                          std::max(8, static_cast<int>(std::lround(size.height / pixel))));
    const cv::Matx33d mm(pixel, 0, 0, 0, pixel, 0, 0, 0, 1);
    Frame frame;
    frame.width = pixels.width * pixel;
    frame.height = pixels.height * pixel;
    frame.toScan = toScan;
    cv::Mat seen = seenAt(scan, toScan * mm, pixels);
    cv::Mat ink = inkMask(seen, kSketchDpi);
    const double skew = skewOf(ink);
    if (std::abs(skew) > 0.09) {
        const double c = std::cos(skew * CV_PI / 180), s = std::sin(skew * CV_PI / 180);
        // The frame's axes follow the rows: x runs along them.
        const cv::Matx33d turn(c, -s, 0, s, c, 0, 0, 0, 1);
        frame.toScan = toScan * translation(frame.width / 2, frame.height / 2) * turn.t() *
                       translation(-frame.width / 2, -frame.height / 2);
        ink = inkMask(seenAt(scan, frame.toScan * mm, pixels), kSketchDpi);
    }
    frame.lines = ruledLines(ink, kSketchDpi);
    cv::distanceTransform(ink == 0, frame.distance, cv::DIST_L2, 3, CV_32F);
    cv::min(frame.distance * pixel, kFarthest, frame.distance);
    frame.near = (frame.distance <= kNear) & 1;
    return frame;
}

}  // namespace toitsu::ocr
