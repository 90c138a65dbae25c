#include "ocr/internal/canvas.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/creases.h"

namespace toitsu::ocr {

namespace {

// A page of 60 × 80 mm that the scan shows pixel for pixel.
Mapping exactly() {
    Mapping mapping;
    mapping.width = 60;
    mapping.height = 80;
    mapping.homography = {kPixelsPerMm, 0, 0, 0, kPixelsPerMm, 0, 0, 0, 1};
    return mapping;
}

// The same page turned by some degrees, at 200 dpi, on paper that a fold moved.
Mapping crookedly() {
    Mapping mapping = exactly();
    mapping.homography = {7.8, 0.4, 12, -0.4, 7.8, 40, 0, 0, 1};
    mapping.degree = 1;
    mapping.fieldX = {0.1, 0.02, -0.03};
    mapping.fieldY = {-0.2, 0.01, 0.05};
    mapping.creases = creasesOf({{{30, 40}, {0.2, -0.1}}}, mapping.width, mapping.height);
    return mapping;
}

cv::Mat paper(int type = CV_8UC1) {
    return cv::Mat(945, 709, type, cv::Scalar::all(255));
}

cv::Mat written() {
    cv::Mat scan = paper();
    for (int n = 0; n < 30; ++n)
        cv::line(scan, {20 * n, 40 + 7 * n}, {700 - 11 * n, 900 - 5 * n}, cv::Scalar(30 + 4 * n), 1 + n % 4);
    return scan;
}

}  // namespace

TEST(Canvas, BoxesAreRectanglesOfTheGrid) {
    EXPECT_EQ(pixelsOf({25.4, 50.8, 2.54, 5.08}), cv::Rect(300, 600, 30, 60));
    EXPECT_EQ(pixelsOf({-2.54, 0, 0, 0}), cv::Rect(-30, 0, 1, 1));
}

TEST(Canvas, WhitePaperStaysAsItWasScanned) {
    cv::Mat scan = paper();
    cv::line(scan, {100, 100}, {600, 800}, cv::Scalar(20), 4);
    cv::circle(scan, {300, 700}, 90, cv::Scalar(70), 2);
    const cv::Rect part(100, 200, 333, 644);
    EXPECT_EQ(cv::norm(Canvas(scan, exactly()).at(part, Inks::all), scan(part), cv::NORM_INF), 0);
}

TEST(Canvas, APixelIsTheSameWhoeverAsksForIt) {
    const cv::Rect whole(0, 0, 709, 945), part(77, 131, 210, 95), corner(0, 0, 10, 10);
    const Canvas atOnce(written(), crookedly()), piecemeal(written(), crookedly());
    const cv::Mat all = atOnce.at(whole, Inks::all);
    const cv::Mat first = piecemeal.at(part, Inks::all);
    piecemeal.at(corner, Inks::all);
    EXPECT_EQ(cv::norm(first, all(part), cv::NORM_INF), 0);
    EXPECT_EQ(cv::norm(piecemeal.at(whole, Inks::all), all, cv::NORM_INF), 0);
    EXPECT_GT(cv::countNonZero(all < 128), 1000);  // there is something to compare
}

TEST(Canvas, ACopyMayBePaintedOver) {
    const Canvas canvas(written(), exactly());
    const cv::Rect part(100, 200, 50, 50);
    cv::Mat mine = canvas.at(part, Inks::all);
    const cv::Mat before = mine.clone();
    mine.setTo(0);
    EXPECT_EQ(cv::norm(canvas.at(part, Inks::all), before, cv::NORM_INF), 0);
}

TEST(Canvas, ShadowIsTakenAwayAndInkStays) {
    cv::Mat scan = paper();
    for (int x = 0; x < scan.cols; ++x) scan.col(x).setTo(120 + 130 * x / scan.cols);
    cv::line(scan, {100, 100}, {600, 800}, cv::Scalar(20), 4);
    const Canvas canvas(scan, exactly());
    const cv::Mat seen = canvas.at({50, 50, 600, 800}, Inks::all);
    EXPECT_GT(cv::countNonZero(seen > 240), 0.98 * 600 * 800);
    EXPECT_LT(canvas.at({345, 443, 6, 6}, Inks::all).at<std::uint8_t>(3, 3), 80);
}

TEST(Canvas, RedInkIsPaperOnRequest) {
    cv::Mat scan = paper(CV_8UC3);
    cv::circle(scan, {300, 400}, 60, cv::Scalar(60, 60, 245), 6);
    cv::line(scan, {200, 300}, {400, 300}, cv::Scalar(120, 40, 40), 4);
    const Canvas canvas(scan, exactly());
    EXPECT_TRUE(canvas.coloured());
    const cv::Rect ring(358, 395, 5, 10), line(250, 299, 50, 3);
    EXPECT_LT(cv::mean(canvas.at(ring, Inks::all))[0], 140);
    EXPECT_GT(cv::mean(canvas.at(ring, Inks::notRed))[0], 230);
    EXPECT_LT(cv::mean(canvas.at(line, Inks::notRed))[0], 80);
}

TEST(Canvas, GreySavedAsColourIsNotColoured) {
    cv::Mat scan;
    cv::cvtColor(written(), scan, cv::COLOR_GRAY2BGR);
    scan.at<cv::Vec3b>(400, 300) = {0, 0, 255};
    EXPECT_FALSE(Canvas(scan, exactly()).coloured());
    EXPECT_FALSE(Canvas(written(), exactly()).coloured());
}

TEST(Canvas, FarOutsideThePageIsWhite) {
    const Canvas canvas(cv::Mat(945, 709, CV_8UC1, cv::Scalar(0)), exactly());
    EXPECT_EQ(cv::countNonZero(canvas.at({-400, -400, 100, 100}, Inks::all) != 255), 0);
    EXPECT_EQ(canvas.at({-400, 100, 500, 10}, Inks::all).cols, 500);
}

}  // namespace toitsu::ocr
