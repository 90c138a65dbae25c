#include "ocr/recognizers/witness.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "ocr/recognizers/character_cut.h"
#include "tests/unit/ocr/all_engines.h"
#include "tests/unit/ocr/printed_word.h"

namespace toitsu::ocr {

namespace {

Testimonies heard(const cv::Mat& grey, const std::string& supposed) {
    PlaceAnswers answers;
    return testify(grey, grey < 160, text::decode(supposed), allEngines(), everyKanji, answers);
}

Testimonies heard(const std::string& printedText, const std::string& supposed) {
    return heard(printedWord(printedText, 3.6), supposed);
}

}  // namespace

TEST(CharacterCut, EveryCharacterHasItsPlace) {
    for (const std::string word : {"長野市川合新田3丁目12番5号", "昭和35年1月11日", "090-1234-5678", "ハルヒコ",
                                   "１２－３４", "ヤマダ ハルヒコ", "佐藤 一"}) {
        const cv::Mat grey = printedWord(word, 3.6), ink = grey < 160;
        std::u32string text = text::decode(word);
        text.erase(std::remove(text.begin(), text.end(), U' '), text.end());
        const LineCut cut = cutAlong(ink, text);
        ASSERT_EQ(cut.boxes.size(), text.size()) << word;
        for (std::size_t n = 1; n < cut.boxes.size(); ++n) EXPECT_GT(cut.boxes[n].x, cut.boxes[n - 1].x) << word;
    }
}

TEST(CharacterCut, ATextThatLeavesACharacterOutDoesNotFit) {
    const cv::Mat ink = printedWord("長野市川合新田", 3.6) < 160;
    EXPECT_TRUE(cutAlong(ink, U"長野市川新田").boxes.empty());
    EXPECT_TRUE(cutAlong(ink, U"長野市川合大新田").boxes.empty());
    EXPECT_TRUE(cutAlong(ink, U"").boxes.empty());
    EXPECT_TRUE(cutAlong(cv::Mat::zeros(40, 200, CV_8U), U"長野").boxes.empty());
}

TEST(Witness, SupportsWhatIsPrinted) {
    for (const std::string word : {"090-1234-5678", "ヤナギサワ", "1234567"}) {
        const Testimonies testimonies = heard(word, word);
        ASSERT_FALSE(testimonies.characters.empty()) << word;
        EXPECT_GT(testimonies.least(true), 0.9) << word;
    }
}

TEST(Witness, ContradictsWhatIsNot) {
    EXPECT_LT(heard("090-1234-5678", "990-1234-5678").least(false), 0.1);
    EXPECT_LT(heard("ヤナギサワ", "ヤナキサワ").least(false), 0.5);
    EXPECT_LT(heard("昭和35年1月11日", "昭和35年1月1日").least(false), 0.9);
    const Testimonies seen = heard("1284", "1234");
    ASSERT_EQ(seen.characters.size(), 4u);
    EXPECT_EQ(seen.characters[2].other, U'8');
}

TEST(Witness, ASmallKanaIsNotALargeOne) {
    EXPECT_GT(heard("べってぃ", "べってぃ").least(true), 0.9);
    EXPECT_LT(heard("べってぃ", "べってい").least(true), 0.9);
    EXPECT_LT(heard("ユウコ", "ュウコ").least(true), 0.9);
    // No network knows ゔ; what follows it is small, and what follows づ is not.
    EXPECT_LT(heard("ゔぃおら", "づいおら").least(true), 0.9);
    EXPECT_GT(heard("みづえ", "みづえ").least(true), 0.9);
}

// Kana that are set proportionally: the pitch of three of them is no em, and ょ would be as large as よ against it.
TEST(Witness, TheSizeOfKanaThatStandCloseIsUncertain) {
    for (const std::string printed : {"りょう", "りよう"})
        for (const std::string supposed : {"りょう", "りよう"}) {
            const Testimonies testimonies = heard(setClose(printedWord(printed, 3.6)), supposed);
            ASSERT_EQ(testimonies.characters.size(), 3u) << printed << supposed;
            EXPECT_LT(testimonies.characters[1].support, 0.5) << printed << supposed;
        }
}

TEST(Witness, IsSilentOnWhatNoNetworkKnows) {
    for (const std::string word : {"圡", "A"}) {
        const Testimonies testimonies = heard(word, word);
        ASSERT_EQ(testimonies.characters.size(), 1u);
        EXPECT_FALSE(testimonies.characters[0].known) << word;
        EXPECT_EQ(testimonies.least(true), 0);
        EXPECT_EQ(testimonies.least(false), 1);
    }
    EXPECT_FALSE(heard("土", "土").characters.at(0).known) << "nobody knows whether it is 圡";
}

TEST(Witness, TellsKanjiApart) {
    for (const std::string word : {"橋本屋", "犀川"}) EXPECT_GT(heard(word, word).least(true), 0.5) << word;
    EXPECT_LT(heard("屋代", "犀代").least(true), 0.1);
    EXPECT_LT(heard("髙橋", "高橋").least(true), 0.5);
    EXPECT_EQ(heard("千曲市", "千曲布").characters.at(2).other, U'市');
}

// Two texts that differ in one character: what was said of the first serves the second.
TEST(Witness, LooksAtAPlaceOnce) {
    const cv::Mat grey = printedWord("千曲市サクラ12", 3.6), ink = grey < 160;
    PlaceAnswers answers;
    testify(grey, ink, text::decode("千曲布サクラ12"), allEngines(), everyKanji, answers);
    const auto kanji = answers.kanji, kana = answers.kana;
    ASSERT_EQ(kanji.size(), 3u);
    ASSERT_EQ(kana.size(), 3u);
    ASSERT_EQ(answers.digits.size(), 2u);
    const auto second = testify(grey, ink, text::decode("千曲市サクラ12"), allEngines(), everyKanji, answers);
    EXPECT_EQ(answers.kanji.size(), 3u);
    EXPECT_EQ(answers.kana.size(), 3u);
    const auto alone = heard("千曲市サクラ12", "千曲市サクラ12");
    ASSERT_EQ(second.characters.size(), alone.characters.size());
    for (std::size_t n = 0; n < alone.characters.size(); ++n)
        EXPECT_NEAR(second.characters[n].support, alone.characters[n].support, 1e-6) << n;
    EXPECT_GT(second.least(true), 0.8);
}

TEST(Witness, TellsTheOtherSizeOfAKana) {
    const auto large = heard("ハツコ", "ハツコ").characters.at(1),
               small = heard("ベッティ", "ベッティ").characters.at(1);
    EXPECT_EQ(large.resized, U'ッ');
    EXPECT_LT(large.resizedShare, 0.2);
    EXPECT_EQ(small.resized, U'ツ');
    EXPECT_LT(small.resizedShare, 0.2);
    EXPECT_GT(heard("ベッティ", "ベツティ").characters.at(1).resizedShare, 0.8);
    EXPECT_EQ(heard("サクラ", "サクラ").characters.at(1).resized, U'\0') << "ク has no small one in this network";
}

TEST(Witness, SeesANumberByItself) {
    const cv::Mat grey = printedWord("090-1234-5678", 3.6);
    EXPECT_EQ(text::encode(seenNumber(grey, grey < 160, allEngines().digits)), "090-1234-5678");
    const cv::Mat word = printedWord("山川", 3.6);
    EXPECT_EQ(text::encode(seenNumber(word, word < 160, allEngines().digits)), "");
}

}  // namespace toitsu::ocr
