#include "ocr/draft/internal/words.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

namespace {

constexpr double kPerMm = 300 / 25.4;

cv::Mat strokes(const std::vector<forms::Box>& boxes) {
    cv::Mat ink = cv::Mat::zeros(600, 1200, CV_8U);
    for (const forms::Box& b : boxes)
        ink(cv::Rect(static_cast<int>(b.x * kPerMm), static_cast<int>(b.y * kPerMm),
                     std::max(1, static_cast<int>(b.width * kPerMm)),
                     std::max(1, static_cast<int>(b.height * kPerMm)))) = 255;
    return ink;
}

}  // namespace

TEST(DraftWords, TwoStrokesAreOneLetter) {
    // ニ
    const auto words = findWords(strokes({{20.2, 20, 2.1, 0.3}, {20, 21.6, 2.6, 0.3}}), {{0, 0, 100, 50}});
    ASSERT_EQ(words.size(), 1u);
    EXPECT_NEAR(words[0].box.height / kPerMm, 1.9, 0.2);
}

TEST(DraftWords, StrokesOfTwoLinesStayApart) {
    const auto words = findWords(strokes({{20, 20, 2.6, 0.3}, {20, 24, 2.6, 0.3}}), {{0, 0, 100, 50}});
    EXPECT_EQ(words.size(), 2u);
}

}  // namespace toitsu::ocr
