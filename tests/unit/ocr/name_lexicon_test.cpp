#include "ocr/name_lexicon.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.h"

namespace toitsu::ocr {

namespace {

const NameLexicon& lexicon() {
    static const auto loaded = NameLexicon::load(TOITSU_SOURCE_DIR "/ocr/weights");
    if (!loaded) throw std::runtime_error(loaded.error().text(Language::en));
    return *loaded;
}

Result<NameLexicon> fromText(const std::string& content) {
    const auto folder = files::TemporaryFolder::make("toitsu-names");
    EXPECT_TRUE(folder);
    EXPECT_TRUE(files::writeAtomically(folder->path() + "/names.txt", content));
    return NameLexicon::load(folder->path());
}

}  // namespace

TEST(NameLexicon, KnowsHowNamesAreReadAndWritten) {
    EXPECT_GT(lexicon().pairShare(NameKind::family, U"佐藤", U"サトウ"), 0);
    EXPECT_EQ(lexicon().pairShare(NameKind::family, U"佐藤", U"スズキ"), 0);
    EXPECT_GT(lexicon().pairShare(NameKind::given, U"太郎", U"タロウ"), 0);
    EXPECT_TRUE(lexicon().lists(NameKind::family, U"ワタナベ"));
    EXPECT_FALSE(lexicon().lists(NameKind::family, U"ヌヌヌ"));
    const auto readings = lexicon().readingsOf(NameKind::family, U"山崎");
    EXPECT_NE(std::find(readings.begin(), readings.end(), U"ヤマザキ"), readings.end());
    EXPECT_NE(std::find(readings.begin(), readings.end(), U"ヤマサキ"), readings.end());
}

TEST(NameLexicon, VariantsOfAKanjiAreOneName) {
    EXPECT_EQ(foldedVariants(U"髙橋"), U"高橋");
    EXPECT_EQ(foldedVariants(U"齋藤"), foldedVariants(U"斎藤"));
    EXPECT_GT(lexicon().pairShare(NameKind::family, U"髙橋", U"タカハシ"), 0);
    EXPECT_DOUBLE_EQ(lexicon().writingShare(NameKind::family, U"渡邊"),
                     lexicon().writingShare(NameKind::family, U"渡辺"));
}

TEST(NameLexicon, UnlistedReadingsAreJudgedByTheirKana) {
    const double likely = lexicon().readingShare(NameKind::family, U"ヤマザワタ");
    const double unlikely = lexicon().readingShare(NameKind::family, U"ヌヴヱンヲ");
    EXPECT_GT(unlikely, 0);
    EXPECT_GT(likely, 1000 * unlikely);
    EXPECT_GT(lexicon().readingShare(NameKind::family, U"サトウ"), 100 * likely);
}

TEST(NameLexicon, SharesAreProbabilities) {
    double before = 0;
    for (char32_t kana = U'ァ'; kana <= U'ー'; ++kana) before += lexicon().following(U'サ', kana);
    before += lexicon().following(U'サ', 0);
    EXPECT_NEAR(before, 1, 0.15);
    double listed = 0;
    for (const char32_t* written : {U"佐藤", U"鈴木", U"高橋", U"田中", U"伊藤"})
        listed += lexicon().writingShare(NameKind::family, written);
    EXPECT_GT(listed, 0);
    EXPECT_LT(listed, 0.5);
}

TEST(NameLexicon, ABrokenFileIsRefusedWithItsLine) {
    EXPECT_EQ(NameLexicon::load("/nowhere").error().code, "S034");
    EXPECT_EQ(fromText("# nothing\n").error().code, "S034");
    const auto wrong = fromText("姓\tサトウ\t佐藤:4000\n名\tタロウ\t太郎\n");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, "S034");
    EXPECT_EQ(wrong.error().place.line, 2);
    EXPECT_TRUE(fromText("姓\tサトウ\t佐藤:4000 佐東:7000\n名\tタロウ\t太郎:3000\n"));
}

}  // namespace toitsu::ocr
