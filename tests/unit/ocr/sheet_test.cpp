#include "ocr/recognizers/sheet.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/mat.h"

namespace toitsu::ocr {

namespace {

// A white page and the blank it is laid over, both at the layout's own resolution.
struct Paper {
    Paper() {
        page.width = 120;
        page.height = 160;
        reference.page = &page;
        reference.blank = cv::Mat(static_cast<int>(page.height * kPixelsPerMm),
                                  static_cast<int>(page.width * kPixelsPerMm), CV_8UC1, cv::Scalar(255));
        scan = reference.blank.clone();
    }
    // On the scan; with `print` also on the blank. Millimetres.
    void line(forms::Point from, forms::Point to, double thick, int grey, bool print = false) {
        const auto at = [](forms::Point p) {
            return cv::Point(cvRound(p.x * kPixelsPerMm), cvRound(p.y * kPixelsPerMm));
        };
        const int pixels = cvRound(thick * kPixelsPerMm);
        cv::line(scan, at(from), at(to), cv::Scalar(grey), pixels, cv::LINE_AA);
        if (print) cv::line(reference.blank, at(from), at(to), cv::Scalar(grey), pixels, cv::LINE_AA);
    }
    // Looks at the paper as it is now; to be used before the next call.
    Sheet seen() const {
        picture = own(scan);
        Mapping mapping;
        mapping.homography = {kPixelsPerMm, 0, 0, 0, kPixelsPerMm, 0, 0, 0, 1};
        mapping.width = page.width;
        mapping.height = page.height;
        return {reference, picture, mapping};
    }

    forms::LayoutPage page;
    Reference reference;
    cv::Mat scan;
    mutable Picture picture;
};

// Of a page that is written on by grey strokes 4 mm apart down to `written` of its height.
double traceLevelOf(double written) {
    Paper paper;
    for (double y = 2; y < written * paper.page.height; y += 4) paper.line({0, y}, {120, y}, 0.5, 170);
    return paper.seen().traceLevel();
}

// Pieces of ink in a window 20 mm wide whose middle a rule runs through.
int piecesOf(const Paper& paper) {
    cv::Mat labels;
    return cv::connectedComponents(paper.seen().withoutPrint({40, 40, 20, 20}) < 160, labels) - 1;
}

}  // namespace

// What is written is no noise of the paper, however much of it there is.
TEST(Sheet, AFullPageDoesNotHideItsPaleInk) {
    const double empty = traceLevelOf(0);
    EXPECT_GT(empty, 235);
    for (const double written : {0.3, 0.5, 0.7}) EXPECT_NEAR(traceLevelOf(written), empty, 2) << written;
}

TEST(Sheet, AStrokeThatCrossesARuleStaysOneStroke) {
    for (const double slant : {-6.0, -3.0, 0.0, 3.0, 6.0}) {
        Paper level, upright;
        level.line({30, 50}, {70, 50}, 0.3, 0, true);
        level.line({50 - slant, 43}, {50 + slant, 57}, 0.5, 30);
        EXPECT_EQ(piecesOf(level), 1) << slant;
        upright.line({50, 30}, {50, 70}, 0.3, 0, true);
        upright.line({43, 50 - slant}, {57, 50 + slant}, 0.5, 30);
        EXPECT_EQ(piecesOf(upright), 1) << slant;
    }
}

TEST(Sheet, ARuleIsTakenAwayAndWhatEndsAtItStaysApart) {
    Paper paper;
    paper.line({30, 50}, {70, 50}, 0.3, 0, true);
    EXPECT_EQ(piecesOf(paper), 0);
    paper.line({44, 42}, {44, 50}, 0.5, 30);
    paper.line({56, 50}, {56, 58}, 0.5, 30);
    EXPECT_EQ(piecesOf(paper), 2);
    EXPECT_EQ(cv::countNonZero(paper.seen().withoutPrint({40, 49.9, 20, 0.2}) < 160), 0);
}

}  // namespace toitsu::ocr
