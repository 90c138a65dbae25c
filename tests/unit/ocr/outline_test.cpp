#include "ocr/internal/outline.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

TEST(Outline, ASheetOnADarkTableIsFoundByItsCorners) {
    cv::Mat photo(1600, 1200, CV_8UC1, cv::Scalar(70));
    const std::vector<cv::Point> sheet{{180, 150}, {1050, 210}, {1010, 1450}, {120, 1390}};
    cv::fillConvexPoly(photo, sheet, cv::Scalar(225));
    for (int y = 300; y < 1300; y += 60) cv::line(photo, {300, y}, {900, y}, cv::Scalar(40), 3);
    const auto corners = outlineOf(photo);
    ASSERT_TRUE(corners);
    for (std::size_t n = 0; n < 4; ++n) EXPECT_LT(cv::norm((*corners)[n] - cv::Point2d(sheet[n])), 5) << n;
}

TEST(Outline, APictureWithoutASheetHasNone) {
    cv::Mat grey(1600, 1200, CV_8UC1, cv::Scalar(200));
    cv::randn(grey, cv::Scalar(200), cv::Scalar(4));
    cv::circle(grey, {600, 800}, 90, cv::Scalar(30), -1);
    const auto corners = outlineOf(grey);
    // A page that fills the picture may be taken for a sheet, but not for a smaller one.
    if (corners) {
        const std::vector<cv::Point2f> found(corners->begin(), corners->end());
        EXPECT_GT(cv::contourArea(found), 0.9 * 1600 * 1200);
    }
    cv::Mat spots(1600, 1200, CV_8UC1, cv::Scalar(40));
    for (int n = 0; n < 12; ++n) cv::circle(spots, {100 + 90 * n, 300 + 77 * ((n * 5) % 13)}, 40, cv::Scalar(240), -1);
    EXPECT_FALSE(outlineOf(spots));
}

}  // namespace toitsu::ocr
