#include "ocr/internal/bright_sheets.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/neighbour.h"

// At 50 dpi what is dark, thicker than any ruled line and joined to the picture's edge is the lid. The rest is paper,
// print and all, for print lies within paper.

namespace toitsu::ocr {

namespace {

constexpr double kDpi = 50;
constexpr double kDarkestPaper = 150, kBrightestLid = 125;  // grey levels
constexpr double kThickest = 1.5;                           // mm: of print that touches the picture's edge
constexpr double kLeastLid = 1500;                          // mm²
constexpr double kWholeSheet = 0.93;                        // of its quadrangle

cv::Mat lidIn(const cv::Mat& small, double perMm) {
    cv::Mat dark = small < kBrightestLid;
    const int thick = std::max(3, static_cast<int>(std::lround(kThickest * perMm)) | 1);
    cv::morphologyEx(dark, dark, cv::MORPH_OPEN, cv::Mat::ones(thick, thick, CV_8U));
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(dark, labels, stats, centres, 8, CV_32S);
    cv::Mat lid(small.size(), CV_8U, cv::Scalar(0));
    for (int n = 1; n < count; ++n) {
        const int* s = stats.ptr<int>(n);
        const bool atEdge = s[cv::CC_STAT_LEFT] == 0 || s[cv::CC_STAT_TOP] == 0 ||
                            s[cv::CC_STAT_LEFT] + s[cv::CC_STAT_WIDTH] == small.cols ||
                            s[cv::CC_STAT_TOP] + s[cv::CC_STAT_HEIGHT] == small.rows;
        if (atEdge && s[cv::CC_STAT_AREA] > kLeastLid * perMm * perMm) lid.setTo(255, labels == n);
    }
    return lid;
}

std::array<cv::Point2f, 4> cornersOf(const cv::RotatedRect& box, float scale) {
    std::array<cv::Point2f, 4> corners;
    box.points(corners.data());
    for (auto& p : corners) p = (p + cv::Point2f(0.5f, 0.5f)) * scale;
    const auto first = std::min_element(corners.begin(), corners.end(),
                                        [](const auto& a, const auto& b) { return a.x + a.y < b.x + b.y; });
    std::rotate(corners.begin(), first, corners.end());
    return corners;
}

}  // namespace

std::vector<BrightSheet> brightSheets(const cv::Mat& scan, double dpi) {
    const double reduce = std::max(1.0, dpi / kDpi), perMm = dpi / reduce / 25.4;
    cv::Mat small, labels, stats, centres;
    cv::resize(scan, small, {}, 1 / reduce, 1 / reduce, cv::INTER_AREA);
    const cv::Mat lid = lidIn(small, perMm);
    if (cv::countNonZero(lid) == 0) return {};
    const int count = cv::connectedComponentsWithStats(lid == 0, labels, stats, centres, 4, CV_32S);
    std::vector<BrightSheet> sheets;
    for (int n = 1; n < count; ++n) {
        const int* s = stats.ptr<int>(n);
        const cv::Rect box(s[cv::CC_STAT_LEFT], s[cv::CC_STAT_TOP], s[cv::CC_STAT_WIDTH], s[cv::CC_STAT_HEIGHT]);
        if (std::min(box.width, box.height) < kNarrowestSheet * perMm) continue;
        std::vector<std::vector<cv::Point>> outlines;
        cv::findContours(labels == n, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
        if (outlines.empty() || cv::mean(small, labels == n)[0] < kDarkestPaper) continue;
        const cv::RotatedRect turned = cv::minAreaRect(outlines.front());
        const auto scale = static_cast<float>(reduce);
        const double area = s[cv::CC_STAT_AREA];
        const cv::Rect there = cv::Rect(static_cast<int>(box.x * reduce), static_cast<int>(box.y * reduce),
                                        static_cast<int>(box.width * reduce), static_cast<int>(box.height * reduce)) &
                               cv::Rect({0, 0}, scan.size());
        sheets.push_back({cornersOf(turned, scale), area * reduce * reduce,
                          area > kWholeSheet * turned.size.width * turned.size.height, nothingIn(scan(there), dpi)});
    }
    return sheets;
}

}  // namespace toitsu::ocr
