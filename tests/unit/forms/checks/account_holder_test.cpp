#include "forms/checks/account_holder.h"

#include <gtest/gtest.h>

namespace toitsu::forms {
namespace {

TEST(AccountHolder, isWrittenAsTransfersWriteIt) {
    const auto held = [](const char* text) { return checkAccountHolder(text, HolderProfile::keep).normalised; };
    EXPECT_EQ(held("ながの　たろう"), "ﾅｶﾞﾉ ﾀﾛｳ");
    EXPECT_EQ(held("キュウヨ"), "ｷﾕｳﾖ");
    EXPECT_EQ(held("ｶ)ﾅｶﾞﾉｼｮｳｼﾞ"), "ｶ)ﾅｶﾞﾉｼﾖｳｼﾞ");
    EXPECT_EQ(held("パーク abc 12"), "ﾊﾟｰｸ ABC 12");
    EXPECT_EQ(held("ヴァル"), "ｳﾞｱﾙ");
    EXPECT_EQ(held("Ａ－Ｂ"), "A-B");
    EXPECT_EQ(held("ヲタ"), "ｦﾀ");
}

TEST(AccountHolder, nobodyGuessesWhereBanksDiffer) {
    const auto refused = checkAccountHolder("ミー ヲダ", HolderProfile::undecided);
    EXPECT_EQ(refused.status, CheckStatus::error);
    EXPECT_EQ(refused.reason, "F232");
    EXPECT_EQ(refused.candidates, (std::vector<std::string>{"ﾐｰ ｦﾀﾞ", "ﾐ- ｵﾀﾞ"}));
    EXPECT_EQ(checkAccountHolder("ミー ヲダ", HolderProfile::replace).normalised, "ﾐ- ｵﾀﾞ");
    EXPECT_EQ(checkAccountHolder("ナガノ", HolderProfile::undecided).status, CheckStatus::ok);
}

TEST(AccountHolder, refusesWhatNoTransferCarries) {
    EXPECT_EQ(checkAccountHolder("長野太郎", HolderProfile::keep).reason, "F230");
    EXPECT_EQ(checkAccountHolder("ナガノ・タロウ", HolderProfile::keep).reason, "F230");
    EXPECT_EQ(checkAccountHolder("ガガガガガガガガガガガガガガガ", HolderProfile::keep).status, CheckStatus::ok);
    EXPECT_EQ(checkAccountHolder("ガガガガガガガガガガガガガガガカ", HolderProfile::keep).reason, "F231");
}

}  // namespace
}  // namespace toitsu::forms
