#include "ocr/recognizers/choice_decision.h"

#include <gtest/gtest.h>

namespace toitsu::ocr {

namespace {

forms::ChoicePlace choiceOf(int options) {
    forms::ChoicePlace choice;
    for (int n = 0; n < options; ++n) choice.options.push_back({"o" + std::to_string(n), "", {}, {}});
    return choice;
}

forms::Reading decided(const std::vector<OptionScore>& scores, bool one = true) {
    forms::Reading reading;
    decide(choiceOf(static_cast<int>(scores.size())), scores, one, reading);
    return reading;
}

}  // namespace

TEST(ChoiceDecision, OneClearMark) {
    const auto reading = decided({{0, false, false}, {1, false, false}, {0, false, false}});
    EXPECT_EQ(reading.candidates.front().text, "o1");
    EXPECT_FALSE(reading.doubt);
    EXPECT_GT(reading.confidence, 0.99);
}

TEST(ChoiceDecision, NoMarkIsAReadingToo) {
    const auto reading = decided({{0, false, false}, {0, false, false}});
    EXPECT_EQ(reading.candidates.front().text, "");
    EXPECT_FALSE(reading.doubt);
}

TEST(ChoiceDecision, TwoMarksAreForAPersonWhereOneIsAsked) {
    EXPECT_TRUE(decided({{1, false, false}, {1, false, false}}).doubt);
    const auto many = decided({{1, false, false}, {1, false, false}}, false);
    EXPECT_FALSE(many.doubt);
    EXPECT_EQ(many.candidates.front().text, "o0|o1");
}

TEST(ChoiceDecision, TheGreyZoneIsForAPerson) {
    EXPECT_TRUE(decided({{0.5, false, false}, {0, false, false}}).doubt);
    EXPECT_TRUE(decided({{0.2, false, false}, {1, false, false}}).doubt);
}

TEST(ChoiceDecision, AScribbledOutMarkCountsForNothing) {
    const auto corrected = decided({{1, true, false}, {1, false, false}});
    EXPECT_EQ(corrected.candidates.front().text, "o1");
    EXPECT_FALSE(corrected.doubt);
    const auto alone = decided({{1, true, false}, {0, false, false}});
    EXPECT_EQ(alone.candidates.front().text, "");
    EXPECT_TRUE(alone.doubt);
}

TEST(ChoiceDecision, TheRecognisersOwnDoubtStays) {
    EXPECT_TRUE(decided({{0, false, true}, {1, false, false}}).doubt);
}

}  // namespace toitsu::ocr
