#include "forms/draft/option_order.h"

#include <gtest/gtest.h>

namespace toitsu::forms {

namespace {

Form form() {
    Form form;
    Field need;
    need.id = "need";
    need.type = FieldType::choice;
    for (const char* code : {"work", "birth", "illness", "care", "other"}) need.options.push_back({code, code});
    form.fields.push_back(need);
    return form;
}

std::string ordered(const std::vector<std::string>& codes) {
    Question question;
    question.kind = Question::Kind::choice;
    question.field = "need";
    for (const std::string& code : codes) question.options.push_back({"?", {}, {}, code, code.empty() ? 0 : 0.9});
    std::vector<Question> questions{question};
    orderOptions(form(), questions);
    std::string all;
    for (const DraftOption& option : questions[0].options) {
        all += (option.code.empty() ? "?" : option.code) + " ";
        EXPECT_EQ(option.confidence > 0.1, !option.code.empty());
    }
    return all;
}

}  // namespace

TEST(OptionOrder, BetweenTwoThatAreKnown) {
    EXPECT_EQ(ordered({"work", "", "illness", "care", "other"}), "work birth illness care other ");
    EXPECT_EQ(ordered({"", "birth", "", "", "other"}), "work birth illness care other ");
    EXPECT_EQ(ordered({"", "", "", "", ""}), "work birth illness care other ");
}

TEST(OptionOrder, NotWhereTheFormHasMoreOrFewer) {
    EXPECT_EQ(ordered({"work", "", "other"}), "work ? other ");
    EXPECT_EQ(ordered({"", "work", "birth", "illness", "care", "other"}), "? work birth illness care other ");
    // Not in the form's order.
    EXPECT_EQ(ordered({"other", "", "work"}), "other ? work ");
}

}  // namespace toitsu::forms
