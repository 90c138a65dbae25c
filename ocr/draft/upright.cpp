#include "ocr/draft/internal/upright.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/frame.h"
#include "ocr/internal/ink.h"
#include "ocr/internal/mat.h"
#include "ocr/internal/print_grey.h"

namespace toitsu::ocr {

namespace {

constexpr double kDpi = 300;
const std::array<cv::Size2d, 6> kPapers{{{210, 297}, {148, 210}, {182, 257}, {257, 364}, {297, 420}, {105, 148}}};

// A scanner cuts a few millimetres off or adds them.
bool isPaper(cv::Size2d size, cv::Size2d& paper, double tolerance) {
    for (const auto& known : kPapers)
        for (const cv::Size2d& turned : {known, cv::Size2d(known.height, known.width)})
            if (std::abs(size.width - turned.width) <= tolerance &&
                std::abs(size.height - turned.height) <= tolerance) {
                paper = turned;
                return true;
            }
    return false;
}

// A file without a credible resolution: one at which the picture is a sheet of paper; else its longer side is A4's.
double resolutionOf(const Page& page) {
    if (page.dpi > 0) return page.dpi;
    for (const double dpi : {300.0, 200.0, 150.0, 400.0, 600.0, 240.0, 100.0, 72.0, 96.0}) {
        cv::Size2d paper;
        if (isPaper({page.picture.width / dpi * 25.4, page.picture.height / dpi * 25.4}, paper, 4)) return dpi;
    }
    return std::max(page.picture.width, page.picture.height) / 297.0 * 25.4;
}

cv::Mat turned(const cv::Mat& seen, double degrees, double scale, cv::Size size) {
    cv::Mat turn = cv::getRotationMatrix2D(cv::Point2d(seen.cols / 2.0, seen.rows / 2.0), -degrees, scale), out;
    turn.at<double>(0, 2) += size.width / 2.0 - seen.cols / 2.0;
    turn.at<double>(1, 2) += size.height / 2.0 - seen.rows / 2.0;
    cv::warpAffine(seen, out, turn, size, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return out;
}

// Degrees by which the long level lines climb to the right, within half a degree; nothing when there are none.
std::optional<double> slopeOfLines(const cv::Mat& ink, double dpi) {
    const auto px = [&](double mm) { return static_cast<int>(std::lround(mm / 25.4 * dpi)); };
    cv::Mat thick, runs, labels, stats, centroids;
    cv::dilate(ink, thick, cv::Mat::ones(3, 1, CV_8U));
    cv::morphologyEx(thick, runs, cv::MORPH_OPEN, cv::Mat::ones(1, px(8), CV_8U));
    const int count = cv::connectedComponentsWithStats(runs, labels, stats, centroids, 8, CV_32S);
    std::vector<double> slopes;
    for (int n = 1; n < count; ++n) {
        const cv::Rect box(stats.at<int>(n, 0), stats.at<int>(n, 1), stats.at<int>(n, 2), stats.at<int>(n, 3));
        if (box.width < px(60) || box.height > px(3)) continue;
        const int third = box.width / 3;
        const auto middle = [&](int from) {
            const cv::Rect part(box.x + from, box.y, third, box.height);
            return cv::moments(labels(part) == n, true).m01 / std::max(1, cv::countNonZero(labels(part) == n));
        };
        slopes.push_back(std::atan2(middle(0) - middle(box.width - third), box.width - third) * 180 / CV_PI);
    }
    if (slopes.empty()) return std::nullopt;
    std::nth_element(slopes.begin(), slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2), slopes.end());
    return slopes[slopes.size() / 2];
}

// The profile finds the angle roughly, the ruled lines say it exactly.
double skewOfPage(const cv::Mat& seen, double dpi) {
    cv::Mat coarse;
    cv::resize(seen, coarse, {}, 150 / dpi, 150 / dpi, cv::INTER_AREA);
    const double rough = skewOf(inkMask(coarse, 150));
    if (std::abs(rough) > 0.2) coarse = turned(coarse, rough, 1, coarse.size());
    const double first = std::abs(rough) > 0.2 ? rough : 0;
    const double skew = first + slopeOfLines(inkMask(coarse, 150), 150).value_or(rough - first);
    return std::abs(skew) < 0.02 ? 0 : skew;
}

}  // namespace

Upright makeUpright(const Page& page) {
    Upright result;
    const cv::Mat seen = printGrey(page.picture);
    const double dpi = resolutionOf(page);
    result.skew = skewOfPage(seen, dpi);
    const cv::Size2d size{seen.cols / dpi * 25.4, seen.rows / dpi * 25.4};
    cv::Size2d paper = size;
    isPaper(size, paper, 4);
    result.width = std::round(paper.width * 10) / 10;
    result.height = std::round(paper.height * 10) / 10;
    const cv::Size pixels(static_cast<int>(std::lround(result.width / 25.4 * kDpi)),
                          static_cast<int>(std::lround(result.height / 25.4 * kDpi)));
    const double scale = kDpi / dpi;
    if (result.skew == 0 && std::abs(seen.cols * scale - pixels.width) <= 2 &&
        std::abs(seen.rows * scale - pixels.height) <= 2) {
        if (seen.size() == pixels)
            result.grey = seen.clone();
        else
            cv::resize(seen, result.grey, pixels, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    } else {
        result.grey = turned(seen, result.skew, scale, pixels);
    }
    cv::Mat low, level;
    cv::resize(result.grey, low, {}, 50 / kDpi, 50 / kDpi, cv::INTER_AREA);
    cv::resize(paperLevel(low, 50), level, result.grey.size(), 0, 0, cv::INTER_LINEAR);
    cv::divide(result.grey, level, result.flat, 255);
    return result;
}

}  // namespace toitsu::ocr
