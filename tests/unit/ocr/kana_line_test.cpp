#include "ocr/recognizers/kana_line.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "forms/blank.h"

namespace toitsu::ocr {

namespace {

// A word as the library prints it, 300 dpi, cut to its ink's height.
cv::Mat printed(const std::string& word) {
    forms::Layout layout;
    forms::LayoutPage page;
    page.width = 90;
    page.height = 20;
    forms::PrintedText text;
    text.text = word;
    text.box = {5, 5, 80, 8};
    text.size = 4;
    page.printed.push_back(text);
    const auto drawn = forms::drawBlank(layout, page, 300);
    EXPECT_TRUE(drawn);
    const cv::Mat whole(drawn->height, drawn->width, CV_8UC1, const_cast<std::uint8_t*>(drawn->pixels.data()));
    return whole(cv::boundingRect(whole < 128)).clone();
}

KanaLine readWord(const std::string& word) {
    static const auto network = KanaNetwork::load(TOITSU_SOURCE_DIR "/ocr/weights");
    EXPECT_TRUE(network);
    const cv::Mat grey = printed(word);
    return readKanaLine(grey, grey < 160, *network, KanaScript::both);
}

}  // namespace

TEST(KanaLine, CutsAPrintedWordIntoItsCharacters) {
    for (const std::string word : {"ヤナギサワ", "ハルヒコ", "シュンイチロウ", "ながの"}) {
        const KanaLine line = readWord(word);
        EXPECT_TRUE(agrees(line, word)) << word << " read as " << line.text;
        EXPECT_GT(line.confidence, 0.5) << word;
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
