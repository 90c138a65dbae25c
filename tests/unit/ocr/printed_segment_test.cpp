#include "ocr/recognizers/printed_segment.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "base/text.h"
#include "tests/unit/ocr/all_engines.h"
#include "tests/unit/ocr/printed_word.h"

namespace toitsu::ocr {

// The same text of a segment, where another pass puts it into another part of the address.
TEST(PrintedSegment, KanjiThatWereNotAskedAboutAreAskedLater) {
    cv::Mat grey;
    cv::copyMakeBorder(printedWord("東町", 4), grey, 20, 20, 20, 20, cv::BORDER_CONSTANT, cv::Scalar(255));
    auto segments = printedSegments(grey, {}, allEngines());
    ASSERT_EQ(segments.all.size(), 1u);
    const std::u32string text = text::decode("東町");
    const auto known = [&](const AskKanji& kanji) {
        std::size_t count = 0;
        for (const Testimony& t : segments.all.front().testify(text, kanji).characters) count += t.known ? 1U : 0U;
        return count;
    };
    EXPECT_EQ(known(noKanji), 0u);
    EXPECT_EQ(known(everyKanji), 2u);
    EXPECT_EQ(known([](std::size_t at) { return at == 0; }), 1u);
    EXPECT_EQ(known(noKanji), 0u);
}

// 土 whose foot lies on a ruled line: what is left when the line has been painted over says that it stood there.
TEST(PrintedSegment, LettersOnALineAreNoticed) {
    const cv::Mat word = printedWord("土岐", 4);
    for (const int below : {-3, 12}) {  // the line's upper edge below the letters' lower one, pixels
        cv::Mat grey;
        cv::copyMakeBorder(word, grey, 20, 30, 20, 20, cv::BORDER_CONSTANT, cv::Scalar(255));
        cv::Mat print = cv::Mat::zeros(grey.size(), CV_8U);
        print.rowRange(20 + word.rows + below, 20 + word.rows + below + 8).setTo(255);
        grey.setTo(255, print);
        const auto segments = printedSegments(grey, print, allEngines());
        ASSERT_EQ(segments.all.size(), 1u);
        EXPECT_EQ(segments.onPrint, below < 0) << below;
    }
}

}  // namespace toitsu::ocr
