#include "ocr/internal/lines.h"

#include <gtest/gtest.h>

namespace toitsu::ocr {

namespace {

constexpr double kPerMm = 300 / 25.4;

// Squares of 40 pixels as letters.
cv::Mat letters(const std::vector<cv::Point>& at) {
    cv::Mat ink(200, 900, CV_8UC1, cv::Scalar(0));
    for (const auto& p : at) ink(cv::Rect(p, cv::Size(40, 40))).setTo(255);
    return ink;
}

}  // namespace

TEST(TextLines, NothingOnAnEmptyField) {
    EXPECT_TRUE(textLines(letters({}), kPerMm).empty());
}

TEST(TextLines, WordsAreCutAtWideGapsOnly) {
    const auto lines = textLines(letters({{10, 20}, {55, 20}, {100, 20}, {190, 20}, {235, 20}}), kPerMm);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].height, 40);
    ASSERT_EQ(lines[0].segments.size(), 2u);
    EXPECT_EQ(lines[0].segments[0], cv::Rect(10, 20, 130, 40));
    EXPECT_EQ(lines[0].segments[1], cv::Rect(190, 20, 85, 40));
}

TEST(TextLines, TwoLinesFromTopToBottom) {
    const auto lines = textLines(letters({{10, 20}, {10, 100}}), kPerMm);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_LT(lines[0].segments[0].y, lines[1].segments[0].y);
}

TEST(TextLines, ADotBelongsToTheLineThatStandsNearest) {
    cv::Mat ink = letters({{10, 60}, {10, 140}});
    ink(cv::Rect(30, 50, 5, 5)).setTo(255);
    EXPECT_EQ(textLines(ink, kPerMm).size(), 2u);
}

}  // namespace toitsu::ocr
