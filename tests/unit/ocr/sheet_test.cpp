#include "ocr/recognizers/sheet.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/mat.h"

namespace toitsu::ocr {

namespace {

// A white page, written on by grey strokes 4 mm apart down to `written` of its height.
double traceLevelOf(double written) {
    forms::LayoutPage page;
    page.width = 120;
    page.height = 160;
    Reference reference;
    reference.page = &page;
    const cv::Size size(static_cast<int>(page.width * kPixelsPerMm), static_cast<int>(page.height * kPixelsPerMm));
    reference.blank = cv::Mat(size, CV_8UC1, cv::Scalar(255));
    cv::Mat scan = reference.blank.clone();
    for (double y = 2; y < written * page.height; y += 4) {
        const int row = cvRound(y * kPixelsPerMm);
        cv::line(scan, {0, row}, {size.width, row}, cv::Scalar(170), 6, cv::LINE_AA);
    }
    Mapping mapping;
    mapping.homography = {kPixelsPerMm, 0, 0, 0, kPixelsPerMm, 0, 0, 0, 1};
    mapping.width = page.width;
    mapping.height = page.height;
    return Sheet(reference, own(scan), mapping).traceLevel();
}

}  // namespace

// What is written is no noise of the paper, however much of it there is.
TEST(Sheet, AFullPageDoesNotHideItsPaleInk) {
    const double empty = traceLevelOf(0);
    EXPECT_GT(empty, 235);
    for (const double written : {0.3, 0.5, 0.7}) EXPECT_NEAR(traceLevelOf(written), empty, 2) << written;
}

}  // namespace toitsu::ocr
