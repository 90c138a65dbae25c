#include "ocr/internal/print_grey.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/mat.h"

namespace toitsu::ocr {
namespace {

const cv::Scalar kOrange(50, 140, 245), kBlack(30, 30, 30), kSeal(60, 50, 220);

// A table of 21 rules on white.
cv::Mat table(const cv::Scalar& print, const cv::Scalar& paper = cv::Scalar::all(255)) {
    cv::Mat page(600, 400, CV_8UC3, paper);
    for (int y = 20; y < 600; y += 28) cv::line(page, {20, y}, {380, y}, print, 4);
    return page;
}

bool isDarkest(const cv::Mat& page) {
    const cv::Mat grey = printGrey(own(page));
    return grey.at<std::uint8_t>(20, 100) == std::min({page.at<cv::Vec3b>(20, 100)[0], page.at<cv::Vec3b>(20, 100)[1],
                                                       page.at<cv::Vec3b>(20, 100)[2]}) &&
           cv::countNonZero(grey != greyOf(own(page))) > 0;
}

TEST(PrintGrey, OfAFormPrintedInAColourIsTheDarkestChannel) {
    cv::Mat page = table(kOrange);
    EXPECT_TRUE(isDarkest(page));
    // Writing in black changes nothing.
    cv::putText(page, "0123456789", {60, 300}, cv::FONT_HERSHEY_SIMPLEX, 1, kBlack, 2);
    EXPECT_TRUE(isDarkest(page));
}

TEST(PrintGrey, OfBlackPrintIsWhatTheEyeSees) {
    cv::Mat page = table(kBlack);
    cv::circle(page, {300, 100}, 25, kSeal, 4);
    cv::putText(page, "0123456789", {60, 300}, cv::FONT_HERSHEY_SIMPLEX, 1, cv::Scalar(160, 60, 30), 2);
    EXPECT_EQ(cv::countNonZero(printGrey(own(page)) != greyOf(own(page))), 0);
}

TEST(PrintGrey, ColouredPaperIsNoPrint) {
    const cv::Mat page = table(kBlack, cv::Scalar(150, 230, 250));
    EXPECT_EQ(cv::countNonZero(printGrey(own(page)) != greyOf(own(page))), 0);
}

TEST(PrintGrey, OfAGreyPictureIsThePictureItself) {
    cv::Mat page;
    cv::cvtColor(table(kOrange), page, cv::COLOR_BGR2GRAY);
    const Picture picture = own(page);
    EXPECT_EQ(printGrey(picture).data, picture.pixels->data());
}

}  // namespace
}  // namespace toitsu::ocr
