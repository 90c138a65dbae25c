#include "ocr/internal/neighbour.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

namespace {

constexpr double kDpi = 150;

// A page of 148 × 210 mm in the upper left corner of a glass of `width` × 297 mm.
Mapping small() {
    Mapping mapping;
    const double perMm = kDpi / 25.4;
    mapping.homography = {perMm, 0, 0, 0, perMm, 0, 0, 0, 1};
    mapping.width = 148;
    mapping.height = 210;
    return mapping;
}

int pixels(double mm) {
    return static_cast<int>(mm * kDpi / 25.4);
}

cv::Mat glass(double width, int lid) {
    cv::Mat grey(pixels(297), pixels(width), CV_8UC1);
    cv::randn(grey, cv::Scalar(lid), cv::Scalar(3));
    grey(cv::Rect(0, 0, pixels(148), pixels(210))).setTo(cv::Scalar(250));
    return grey;
}

void write(cv::Mat& grey, double left, double top, double width) {
    for (double y = top; y < top + 70; y += 9) {
        cv::line(grey, {pixels(left), pixels(y)}, {pixels(left + width), pixels(y)}, cv::Scalar(40), 2);
        cv::putText(grey, "Bescheid 12-34", {pixels(left), pixels(y) - 8}, cv::FONT_HERSHEY_SIMPLEX, 0.8,
                    cv::Scalar(30), 2);
    }
}

}  // namespace

TEST(Neighbour, ALetterBesideTheFormIsNoticed) {
    for (const int lid : {250, 60}) {
        cv::Mat grey = glass(297, lid);
        grey(cv::Rect(pixels(155), pixels(5), pixels(135), pixels(200))).setTo(cv::Scalar(248));
        write(grey, 170, 30, 90);
        EXPECT_TRUE(sheetBeside(grey, small(), kDpi)) << lid;
    }
}

TEST(Neighbour, AnEmptyGlassIsNone) {
    for (const int lid : {252, 240}) EXPECT_FALSE(sheetBeside(glass(297, lid), small(), kDpi)) << lid;
}

TEST(Neighbour, APageThatFillsThePictureHasNoRoomForOne) {
    cv::Mat grey(pixels(210), pixels(148), CV_8UC1, cv::Scalar(250));
    write(grey, 10, 30, 120);
    EXPECT_FALSE(sheetBeside(grey, small(), kDpi));
}

TEST(Neighbour, ATableUnderAPhotographIsNoSheet) {
    cv::Mat grey(pixels(297), pixels(297), CV_8UC1);
    cv::randn(grey, cv::Scalar(90), cv::Scalar(9));
    for (int y = 0; y < grey.rows; y += 37) cv::line(grey, {0, y}, {grey.cols, y + 20}, cv::Scalar(70), 3);  // grain
    grey(cv::Rect(0, 0, pixels(148), pixels(210))).setTo(cv::Scalar(235));
    EXPECT_FALSE(sheetBeside(grey, small(), 72));
    cv::Mat two = grey.clone();
    two(cv::Rect(pixels(160), pixels(20), pixels(120), pixels(190))).setTo(cv::Scalar(235));
    write(two, 170, 40, 90);
    EXPECT_TRUE(sheetBeside(two, small(), 72));
}

}  // namespace toitsu::ocr
