#include "ocr/recognizers/kana_line.h"

#include <gtest/gtest.h>

#include "tests/unit/ocr/printed_word.h"

namespace toitsu::ocr {

namespace {

KanaLine readWord(const std::string& word) {
    static const auto network = KanaNetwork::load(TOITSU_SOURCE_DIR "/ocr/weights");
    EXPECT_TRUE(network);
    const cv::Mat grey = printedWord(word, 4);
    return readKanaLine(grey, grey < 160, *network, KanaScript::both);
}

}  // namespace

TEST(KanaLine, CutsAPrintedWordIntoItsCharacters) {
    for (const std::string word : {"ヤナギサワ", "ハルヒコ", "シュンイチロウ", "ながの"}) {
        const KanaLine line = readWord(word);
        EXPECT_TRUE(agrees(line, word)) << word << " read as " << line.text;
        EXPECT_GT(line.confidence, 0.9) << word;
    }
}

TEST(KanaLine, AWordDoesNotBeginWithASmallKana) {
    EXPECT_EQ(readWord("ユウコ").text.substr(0, 3), "ユ");
}

TEST(KanaLine, AnotherWordDoesNotAgree) {
    const KanaLine line = readWord("サトウ");
    EXPECT_FALSE(agrees(line, "サトゥ"));
    EXPECT_FALSE(agrees(line, "サイトウ"));
    EXPECT_FALSE(agrees(line, ""));
}

TEST(KanaLine, NothingWrittenIsNothingRead) {
    const auto network = KanaNetwork::load(TOITSU_SOURCE_DIR "/ocr/weights");
    ASSERT_TRUE(network);
    const cv::Mat paper(60, 300, CV_8UC1, cv::Scalar(255));
    const KanaLine line = readKanaLine(paper, paper < 160, *network, KanaScript::both);
    EXPECT_TRUE(line.text.empty());
    EXPECT_EQ(line.confidence, 0);
}

}  // namespace toitsu::ocr
