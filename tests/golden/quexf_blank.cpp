#include "tests/golden/quexf_blank.h"

#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/mat.h"

namespace toitsu::golden {

namespace {

// The outer corner of each L mark: where its two long strokes meet.
std::vector<cv::Point2f> cornerMarks(const cv::Mat& ink) {
    std::vector<cv::Point2f> across, down;
    const auto collect = [&](cv::Size kernel, std::vector<cv::Point2f>& out) {
        cv::Mat long_, labels, stats, centroids;
        cv::morphologyEx(ink, long_, cv::MORPH_OPEN, cv::Mat::ones(kernel, CV_8U));
        const int count = cv::connectedComponentsWithStats(long_, labels, stats, centroids);
        for (int n = 1; n < count; ++n) {
            const int longest = std::max(stats.at<int>(n, cv::CC_STAT_WIDTH), stats.at<int>(n, cv::CC_STAT_HEIGHT));
            if (longest < 200 || longest > 280) continue;
            out.emplace_back(static_cast<float>(centroids.at<double>(n, 0)),
                             static_cast<float>(centroids.at<double>(n, 1)));
        }
    };
    collect({150, 1}, across);
    collect({1, 150}, down);
    std::vector<cv::Point2f> corners(4, {-1, -1});
    for (const auto& a : across)
        for (const auto& d : down) {
            if (std::abs(std::abs(a.x - d.x) - 118) > 12 || std::abs(std::abs(a.y - d.y) - 118) > 12) continue;
            const bool left = d.x<a.x, top = d.y> a.y;
            corners[top ? (left ? 0 : 1) : (left ? 3 : 2)] = {d.x, a.y};
        }
    return corners;
}

std::vector<cv::Point2d> squaresIn(const cv::Mat& ink) {
    std::vector<std::vector<cv::Point>> contours;
    cv::findContours(ink, contours, cv::RETR_LIST, cv::CHAIN_APPROX_SIMPLE);
    std::vector<cv::Point2d> centres;
    for (const auto& contour : contours) {
        const auto box = cv::boundingRect(contour);
        if (box.width >= 54 && box.width <= 68 && box.height >= 54 && box.height <= 68)
            centres.emplace_back(box.x + box.width / 2.0, box.y + box.height / 2.0);
    }
    return centres;
}

}  // namespace

ocr::Picture straightened(const ocr::Picture& blank, const std::vector<ListedBox>& squares) {
    const cv::Mat grey = ocr::greyOf(blank);
    const auto corners = cornerMarks(grey < 128);
    for (const auto& corner : corners)
        if (corner.x < 0) return {};
    const std::vector<cv::Point2f> listed{{180, 180}, {2300, 180}, {2300, 3328}, {180, 3328}};
    const cv::Mat h = cv::getPerspectiveTransform(corners, listed);
    cv::Mat flat;
    cv::warpPerspective(grey, flat, h, grey.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
    // The print was stretched against the list: the squares say by how much, down the page and aside.
    double count = 0, sumY = 0, sumYY = 0, sumE = 0, sumYE = 0, sumX = 0;
    const auto found = squaresIn(flat < 200);
    for (const auto& square : squares) {
        const double x = (square.left + square.right) / 2, y = (square.top + square.bottom) / 2;
        for (const auto& centre : found) {
            const double ex = centre.x - x, ey = centre.y - y;
            if (std::abs(ex) > 20 || std::abs(ey) > 30) continue;
            ++count;
            sumY += y;
            sumYY += y * y;
            sumE += ey;
            sumYE += y * ey;
            sumX += ex;
        }
    }
    if (count < 3) return {};
    const double slope = (count * sumYE - sumY * sumE) / (count * sumYY - sumY * sumY),
                 offset = (sumE - slope * sumY) / count;
    cv::Mat_<double> affine(2, 3, 0.0);  // list → flat
    affine(0, 0) = 1;
    affine(0, 2) = sumX / count;
    affine(1, 1) = 1 + slope;
    affine(1, 2) = offset;
    cv::Mat out;
    cv::warpAffine(flat, out, affine, cv::Size(2480, 3508), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_CONSTANT, cv::Scalar(255));
    return ocr::own(out);
}

}  // namespace toitsu::golden
