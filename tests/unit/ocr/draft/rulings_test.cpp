#include "ocr/draft/internal/rulings.h"

#include <cmath>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

namespace {

constexpr double kPerMm = 300 / 25.4;

class Paper {
public:
    Paper() : ink_(cv::Mat::zeros(1800, 2480, CV_8U)) {}
    void line(double x1, double y1, double x2, double y2, double width = 0.25) {
        cv::line(ink_, at(x1, y1), at(x2, y2), 255, std::max(1, static_cast<int>(std::lround(width * kPerMm))));
    }
    void box(double x, double y, double w, double h, double width = 0.25) {
        line(x, y, x + w, y, width);
        line(x, y + h, x + w, y + h, width);
        line(x, y, x, y + h, width);
        line(x + w, y, x + w, y + h, width);
    }
    void comb(double x, double y, double w, double h, int cells) {
        box(x, y, w * cells, h);
        for (int n = 1; n < cells; ++n) line(x + n * w, y, x + n * w, y + h);
    }
    void ring(double x, double y, double radius) {
        cv::circle(ink_, at(x, y), static_cast<int>(std::lround(radius * kPerMm)), 255, 2);
    }
    static cv::Point at(double x, double y) {
        return {static_cast<int>(std::lround(x * kPerMm)), static_cast<int>(std::lround(y * kPerMm))};
    }
    cv::Mat ink_;
};

void expectBox(const forms::Box& box, double x, double y, double w, double h) {
    EXPECT_NEAR(box.x, x, 0.3);
    EXPECT_NEAR(box.y, y, 0.3);
    EXPECT_NEAR(box.width, w, 0.4);
    EXPECT_NEAR(box.height, h, 0.4);
}

forms::SeenPage seen(const Paper& paper) {
    forms::SeenPage page;
    sortEnclosed(findRulings(paper.ink_).enclosed, page);
    return page;
}

}  // namespace

TEST(Rulings, ATablesCellsAreAreas) {
    Paper paper;
    paper.box(20, 20, 120, 24, 0.5);
    paper.line(20, 32, 140, 32);
    paper.line(50, 20, 50, 44);
    const auto page = seen(paper);
    ASSERT_EQ(page.areas.size(), 4u);
    EXPECT_TRUE(page.cells.empty());
    const auto upperRight =
        std::find_if(page.areas.begin(), page.areas.end(), [](const forms::Box& b) { return b.x > 45 && b.y < 25; });
    ASSERT_NE(upperRight, page.areas.end());
    expectBox(*upperRight, 50, 20, 90, 12);
}

TEST(Rulings, BoxesCloseToTheLinesAroundThemStayBoxes) {
    Paper paper;
    paper.box(20, 20, 120, 9);
    paper.comb(30, 20.7, 5.5, 7.6, 7);  // 0.7 mm from the line above
    const auto page = seen(paper);
    ASSERT_EQ(page.cells.size(), 1u);
    EXPECT_EQ(page.cells[0].cells.size(), 7u);
    expectBox(page.cells[0].box, 30, 20.7, 38.5, 7.6);
    EXPECT_EQ(page.areas.size(), 1u);
}

TEST(Rulings, GroupsOfDigitsStayApart) {
    Paper paper;
    paper.comb(30, 30, 6, 8, 3);
    paper.comb(54, 30, 6, 8, 4);
    const auto page = seen(paper);
    ASSERT_EQ(page.cells.size(), 2u);
    EXPECT_EQ(page.cells[0].cells.size(), 3u);
    EXPECT_EQ(page.cells[1].cells.size(), 4u);
    for (std::size_t n = 0; n + 1 < page.cells[1].cells.size(); ++n)
        EXPECT_DOUBLE_EQ(page.cells[1].cells[n].right(), page.cells[1].cells[n + 1].x);
}

TEST(Rulings, DottedLinesPartCells) {
    Paper paper;
    paper.box(20, 20, 30, 8);
    for (int n = 1; n < 5; ++n)
        for (double y = 20.6; y < 28; y += 1) paper.line(20 + 6 * n, y, 20 + 6 * n, y + 0.3, 0.2);
    const auto page = seen(paper);
    ASSERT_EQ(page.cells.size(), 1u);
    EXPECT_EQ(page.cells[0].cells.size(), 5u);
}

TEST(Rulings, ALineToWriteOnBoundsNothing) {
    Paper paper;
    paper.box(20, 20, 120, 20);
    paper.line(60, 36, 120, 36);
    paper.line(30, 60, 100, 60);
    const auto rulings = findRulings(paper.ink_);
    ASSERT_EQ(rulings.underlines.size(), 2u);
    EXPECT_EQ(rulings.enclosed.size(), 1u);
    EXPECT_NEAR(rulings.underlines[1].width, 70, 0.5);
}

TEST(Rulings, LettersAreNoBoxes) {
    Paper paper;
    // 日 of a title, 7 mm high, and 口 with its feet.
    paper.box(20, 20, 5, 7, 0.7);
    paper.line(20, 23.5, 25, 23.5, 0.7);
    paper.box(30, 20, 6, 6, 0.7);
    paper.line(30, 20, 30, 27.2, 0.7);
    paper.line(36, 20, 36, 27.2, 0.7);
    EXPECT_TRUE(findRulings(paper.ink_).enclosed.empty());
    EXPECT_TRUE(findOutlines(paper.ink_).squares.empty());
}

TEST(Outlines, SquaresToTickAndRings) {
    Paper paper;
    paper.box(30, 30, 3.6, 3.6);
    paper.box(60, 30, 2.6, 2.6, 0.2);
    paper.box(90, 30, 3.6, 6);  // no square
    paper.ring(100, 60, 5);
    paper.ring(130, 60, 1.5);  // a letter ○
    const auto found = findOutlines(paper.ink_);
    ASSERT_EQ(found.squares.size(), 2u);
    ASSERT_EQ(found.rings.size(), 1u);
    expectBox(found.rings[0], 95, 55, 10, 10);
}

// It touched the cell's rules, and they are gone with a piece of it.
TEST(Outlines, ARingThatRuledLinesCutIsStillOne) {
    Paper paper;
    paper.ring(100, 60, 5);
    cv::rectangle(paper.ink_, Paper::at(90, 54.4), Paper::at(110, 55.6), 0, cv::FILLED);
    paper.line(98, 60, 102, 60);  // 印
    const cv::Rect box(Paper::at(95, 55), Paper::at(105, 65));
    EXPECT_TRUE(isCutRing(paper.ink_, box));
    EXPECT_FALSE(isCutRing(paper.ink_, {Paper::at(95, 55), Paper::at(105, 60)}));
    paper.box(130, 55, 10, 10);
    EXPECT_FALSE(isCutRing(paper.ink_, {Paper::at(130, 55), Paper::at(140, 65)}));
}

TEST(Outlines, ASquareMayBeAPixelAskew) {
    Paper paper;
    // Each side steps inwards by a pixel on half of its length.
    const cv::Rect outer(Paper::at(30, 30), cv::Size(46, 46));
    cv::rectangle(paper.ink_, outer, 255, cv::FILLED);
    paper.ink_(cv::Rect(outer.x + 3, outer.y + 3, 40, 40)) = 0;
    paper.ink_(cv::Rect(outer.x + 3, outer.y + 3, 20, 1)) = 255;
    paper.ink_(cv::Rect(outer.x + 23, outer.y + 42, 20, 1)) = 255;
    paper.ink_(cv::Rect(outer.x + 3, outer.y + 3, 1, 20)) = 255;
    paper.ink_(cv::Rect(outer.x + 42, outer.y + 23, 1, 20)) = 255;
    EXPECT_EQ(findOutlines(paper.ink_).squares.size(), 1u);
}

}  // namespace toitsu::ocr
