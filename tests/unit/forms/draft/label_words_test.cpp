#include "forms/draft/label_words.h"

#include <gtest/gtest.h>

namespace toitsu::forms {

TEST(LabelWords, WordsOfOneMeaningAreAlike) {
    EXPECT_EQ(labelWords("フリガナ"), labelWords("ふりがな"));
    EXPECT_EQ(labelWords("氏　名"), labelWords("お名前"));
    EXPECT_EQ(labelWords("ＴＥＬ"), labelWords("電話番号"));
    EXPECT_EQ(labelWords("申請者"), labelWords("窓口に来られた方"));
    EXPECT_NE(labelWords("氏名"), labelWords("住所"));
}

TEST(LabelWords, ATitleIsFoundThroughLabelAndHeading) {
    const std::string title = "必要な人の住所";
    EXPECT_GT(titleFit(title, "住所", {"２ 必要な人"}), titleFit(title, "住所", {"１ 窓口に来た人"}));
    EXPECT_GT(titleFit(title, "住所"), titleFit(title, "氏名", {"必要な人"}));
    EXPECT_GT(titleFit("世帯主の氏名", "世帯主"), 0.5);
    EXPECT_GT(titleFit("請求の理由（第三者の請求）", "請求の理由"), 0.9);
    EXPECT_EQ(titleFit("住所", ""), 0);
    // 者 and 方 count as 人 in the known words, too.
    EXPECT_EQ(labelWords("保護者"), labelWords("保護者の方").substr(0, 1));
    EXPECT_GT(titleFit("異動日", "異動した日"), 0.6);  // by its letters
    EXPECT_GT(titleFit("職員欄: 受付印", "受付", {"職員欄"}), titleFit("職員欄: 入力印", "受付", {"職員欄"}));
    EXPECT_GT(titleFit("給付を希望しない（不要）", "不要"), 0.8);
}

TEST(LabelWords, OptionsByTheirWords) {
    EXPECT_EQ(alike("男", "男"), 1);
    EXPECT_GT(alike("同一世帯の人", "同じ世帯の人"), 0.6);
    EXPECT_LT(alike("本人", "第三者"), 0.5);
}

TEST(LabelWords, IdentifiersAndTheOffice) {
    EXPECT_EQ(identifierOf("生年月日", true), "birth-date");
    EXPECT_EQ(identifierOf("世帯主の氏名", true), "name");
    EXPECT_EQ(identifierOf("世帯主の氏名", false), "head");
    EXPECT_EQ(identifierOf("なにか", true), "");
    EXPECT_TRUE(isForOffice("※職員記入欄"));
    EXPECT_FALSE(isForOffice("氏名"));
}

}  // namespace toitsu::forms
