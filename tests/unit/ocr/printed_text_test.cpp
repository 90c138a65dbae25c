#include "ocr/recognizers/printed_text.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "tests/unit/ocr/printed_word.h"

namespace toitsu::ocr {

TEST(PrintedText, NeighboursTellKanjiAndKatakanaOfTheSameStrokesApart) {
    for (const char* sure : {"浩二", "タロウ", "東京都", "佐藤", ""})
        EXPECT_TRUE(scriptsDecide(text::decode(sure))) << sure;
    for (const char* open : {"一", "タ部", "ハナ子ニ", "ーノ瀬", "にー"})
        EXPECT_FALSE(scriptsDecide(text::decode(open))) << open;
}

TEST(PrintedText, ADashBesideKanjiMayBeOne) {
    EXPECT_FALSE(scriptsDecide(U"丸山健-"));
    EXPECT_FALSE(scriptsDecide(U"-ノ瀬"));
    EXPECT_TRUE(scriptsDecide(U"丸山健 A-1"));
    EXPECT_TRUE(scriptsDecide(U"0263-34"));
}

TEST(PrintedText, ALevelStrokeLessIsAnotherCharacter) {
    for (const char* open : {"十岐雄", "二丁目", "ニシノ"}) EXPECT_TRUE(lineMayHide(text::decode(open))) << open;
    for (const char* sure : {"中村", "渡邉", "コミコ", "さくら", ""})
        EXPECT_FALSE(lineMayHide(text::decode(sure))) << sure;
}

// 北村　清 came back as 北村清 where the line was as high as two letters, so that the space was no word gap.
TEST(PrintedText, AGapBetweenKanjiMayBeASpace) {
    const cv::Mat family = printedWord("北村", 4), given = printedWord("清", 4);
    const int letter = family.cols / 2, height = std::max(family.rows, given.rows);
    const auto apart = [&](double letters) {
        cv::Mat line(height, family.cols + given.cols + static_cast<int>(letters * letter), CV_8UC1, cv::Scalar(255));
        family.copyTo(line(cv::Rect({0, 0}, family.size())));
        given.copyTo(line(cv::Rect({line.cols - given.cols, 0}, given.size())));
        return cv::Mat(line < 128);
    };
    for (const double gap : {0.7, 0.9, 1.2}) EXPECT_TRUE(spaceMayBeLost(apart(gap), U"北村清")) << gap;
    for (const double gap : {0.1, 0.3}) EXPECT_FALSE(spaceMayBeLost(apart(gap), U"北村清")) << gap;
    for (const char* word : {"川小八三", "心州二丁目", "一二三", "八木小川心"})
        EXPECT_FALSE(spaceMayBeLost(printedWord(word, 4) < 128, text::decode(word))) << word;
    EXPECT_FALSE(spaceMayBeLost(apart(0.9), U"北ト清"));
}

}  // namespace toitsu::ocr
