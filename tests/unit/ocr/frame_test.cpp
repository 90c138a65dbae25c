#include "ocr/internal/frame.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

namespace {

cv::Mat ruled(double degrees) {
    cv::Mat page(1169, 827, CV_8UC1, cv::Scalar(255));
    for (int n = 0; n < 12; ++n) cv::line(page, {80, 150 + 70 * n}, {740, 150 + 70 * n}, cv::Scalar(0), 2);
    for (int n = 0; n < 4; ++n) cv::line(page, {80 + 220 * n, 150}, {80 + 220 * n, 920}, cv::Scalar(0), 2);
    const cv::Mat turn = cv::getRotationMatrix2D({413, 584}, degrees, 1);
    cv::warpAffine(page, page, turn, page.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return page;
}

}  // namespace

TEST(Frame, SkewIsFoundToATenthOfADegree) {
    for (const double degrees : {-9.0, -2.3, 0.0, 0.7, 4.0, 11.0}) {
        cv::Mat ink;
        cv::threshold(ruled(degrees), ink, 128, 255, cv::THRESH_BINARY_INV);
        // The page is turned counter-clockwise by `degrees`; turning its points back makes the rows level.
        EXPECT_NEAR(skewOf(ink), degrees, 0.1) << degrees;
    }
}

TEST(Frame, LinesOfASkewedPageStandWhereTheyWereDrawn) {
    const cv::Matx33d pixel(kSketchDpi / 25.4, 0, 0, 0, kSketchDpi / 25.4, 0, 0, 0, 1);
    const Frame frame = makeFrame(ruled(2.0), pixel, {827 * 25.4 / kSketchDpi, 1169 * 25.4 / kSketchDpi});
    ASSERT_EQ(frame.lines.across.size(), 12u);
    ASSERT_EQ(frame.lines.down.size(), 4u);
    double top = 1e9, bottom = 0;
    for (const auto& line : frame.lines.across) {
        top = std::min(top, line.at);
        bottom = std::max(bottom, line.at);
        EXPECT_NEAR(line.length(), 660 * 25.4 / kSketchDpi, 2.0);
    }
    EXPECT_NEAR(bottom - top, 770 * 25.4 / kSketchDpi, 0.3);
}

}  // namespace toitsu::ocr
