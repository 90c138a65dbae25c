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

// The first answer, with a question mark where a person must look.
std::string answer(const std::vector<OptionScore>& scores, bool one = true) {
    const forms::Reading reading = decided(scores, one);
    return reading.candidates.front().text + (reading.doubt ? "?" : "");
}

}  // namespace

TEST(ChoiceDecision, OneClearMark) {
    const auto reading = decided({{0.001, 0, false, false}, {0.999, 0, false, false}, {0, 0, false, false}});
    EXPECT_EQ(reading.candidates.front().text, "o1");
    EXPECT_FALSE(reading.doubt);
    EXPECT_GT(reading.confidence, 0.99);
}

TEST(ChoiceDecision, NoMarkIsAReadingToo) {
    EXPECT_EQ(answer({{0, 0, false, false}, {0, 0, false, false}}), "");
}

TEST(ChoiceDecision, TwoMarksAreForAPersonWhereOneIsAsked) {
    EXPECT_TRUE(decided({{1, 0, false, false}, {1, 0, false, false}}).doubt);
    // The person sees the clear one first.
    EXPECT_EQ(decided({{0.6, 0, false, false}, {0.99, 0, false, false}}).candidates.front().text, "o1");
    EXPECT_EQ(decided({{1, 0, false, false}, {1, 0, false, false}}).candidates.front().text, "o0|o1");
    EXPECT_EQ(answer({{1, 0, false, false}, {1, 0, false, false}}, false), "o0|o1");
}

TEST(ChoiceDecision, WhatIsNotLikelyEnoughIsForAPerson) {
    EXPECT_TRUE(decided({{0.5, 0, false, false}, {0, 0, false, false}}).doubt);
    EXPECT_TRUE(decided({{0.1, 0, false, false}, {1, 0, false, false}}).doubt);
    EXPECT_TRUE(decided({{0.9, 0.1, false, false}, {0, 0, false, false}}).doubt);
    EXPECT_LT(decided({{0.9, 0.1, false, false}, {0, 0, false, false}}).confidence, 0.99);
}

TEST(ChoiceDecision, LessIsAskedOfWhatTheInkSaysAsWell) {
    EXPECT_TRUE(decided({{0.94, 0.03, false, false}}).doubt);
    EXPECT_FALSE(decided({{0.94, 0.03, false, true}}).doubt);
    EXPECT_TRUE(decided({{0.8, 0.1, false, true}}).doubt);
    EXPECT_TRUE(decided({{0.94, 0.03, true, true}}).doubt);
}

TEST(ChoiceDecision, ACorrectionMeansWhatItWasCorrectedTo) {
    EXPECT_EQ(answer({{0, 0.999, false, false}, {0.999, 0, false, false}}), "o1");
    EXPECT_EQ(answer({{0, 0.999, false, false}, {0, 0, false, false}}), "?");
    EXPECT_EQ(answer({{0.4, 0.6, false, false}, {1, 0, false, false}}), "o1?");
}

TEST(ChoiceDecision, WhetherAnOptionWasStruckOutOrNeverMarkedDoesNotMatter) {
    EXPECT_EQ(answer({{0.005, 0.6, false, false}, {0.999, 0, false, false}}), "o1");
}

TEST(ChoiceDecision, WhatIsProposedIsTheLikeliestAnswerOfTheWholeQuestion) {
    // Two marks are far rarer than a correction that is hard to see.
    EXPECT_EQ(answer({{0.93, 0.07, false, false}, {0.98, 0, false, false}}), "o1?");
    // Who takes a mark back makes another one.
    EXPECT_EQ(answer({{0.02, 0.9, false, false}, {0.3, 0, false, false}}), "o1?");
    // Where several answers are allowed neither tells anything.
    EXPECT_EQ(decided({{0.93, 0.07, false, false}, {0.98, 0, false, false}}, false).candidates.front().text, "o0|o1");
    EXPECT_EQ(decided({{0.02, 0.9, false, false}, {0.3, 0, false, false}}, false).candidates.front().text, "");
}

TEST(ChoiceDecision, TheRecognisersOwnDoubtStays) {
    EXPECT_TRUE(decided({{0, 0, true, false}, {1, 0, false, false}}).doubt);
}

TEST(ChoiceDecision, RedInkIsForAPersonUnlessItIsASeal) {
    OptionLook look;
    EXPECT_FALSE(scoreOf(look).unsure);
    look.redInked = true;
    look.redMeaning = {0.99, 0.01, 0, 0, 0.98};
    EXPECT_FALSE(scoreOf(look).unsure);
    EXPECT_LT(scoreOf(look).marked, 0.5);
    look.redMeaning = {0.01, 0.99, 0, 0, 0};
    EXPECT_TRUE(scoreOf(look).unsure);
    EXPECT_GT(scoreOf(look).marked, 0.9);
    // A seal on top of a black tick changes nothing.
    look.inked = true;
    look.meaning = {0.001, 0.999, 0, 0, 0};
    look.redMeaning = {0.9, 0.1, 0, 0, 0.9};
    EXPECT_FALSE(scoreOf(look).unsure);
    EXPECT_GT(scoreOf(look).marked, 0.99);
}

}  // namespace toitsu::ocr
