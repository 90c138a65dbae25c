#include "forms/unification/printed_sign.h"

#include <gtest/gtest.h>

namespace toitsu::forms::unification {
namespace {

struct Case {
    const char* printed;
    const char* sign;
    const char* words;
};

TEST(PrintedSign, TellsTheNumberFromTheWords) {
    const Case cases[] = {
        {"３ 休職", "3", "休職"},  {"3　休職", "3", "休職"},           {"1退職", "1", "退職"},
        {"１．転勤", "1", "転勤"}, {"(2) 転勤", "2", "転勤"},          {"（２）転勤", "2", "転勤"},
        {"①男", "1", "男"},        {"⑫その他", "12", "その他"},        {"普Ｃ 給与少額", "普C", "給与少額"},
        {"イ", "イ", ""},          {"ア　厚生年金", "ア", "厚生年金"}, {"㋑ 国民年金", "イ", "国民年金"},
        {"Ａ：本人", "A", "本人"}, {"10 その他", "10", "その他"}};
    for (const Case& one : cases) {
        EXPECT_EQ(printedSign(one.printed).sign, one.sign) << one.printed;
        EXPECT_EQ(printedSign(one.printed).words, one.words) << one.printed;
    }
}

TEST(PrintedSign, ADateOrAWordIsNoSign) {
    for (const char* printed : {"12月31日以前の異動で、本人から申出があった", "65歳以上", "2人", "現年度", "イタリア",
                                "2024", "第1希望", "3～5日"}) {
        EXPECT_EQ(printedSign(printed).sign, "") << printed;
    }
    EXPECT_EQ(printedSign("").sign, "");
}

TEST(PrintedSign, ComparesWordsWithoutSpacesAndBrackets) {
    EXPECT_EQ(comparable("特別徴収を継続（→４へ）"), comparable("特別徴収を継続 (→5へ)"));
    EXPECT_EQ(comparable("長期　欠勤"), "長期欠勤");
    EXPECT_NE(comparable("長欠"), comparable("長期欠勤"));
    EXPECT_EQ(joined({"3", "休職"}), "3 休職");
    EXPECT_EQ(joined({"イ", ""}), "イ");
}

}  // namespace
}  // namespace toitsu::forms::unification
