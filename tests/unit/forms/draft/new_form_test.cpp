// Forms made of blanks: one blank begins it, another one adds what it lacks.

#include "forms/draft/new_form.h"

#include <gtest/gtest.h>

namespace toitsu::forms {
namespace {

Question text(const std::string& label) {
    Question question;
    question.label = label;
    question.parts.push_back({"", {10, 10, 50, 8}, {}, "", {}});
    return question;
}

Question choice(const std::string& label, const std::vector<std::string>& printed) {
    Question question;
    question.kind = Question::Kind::choice;
    question.label = label;
    for (const std::string& words : printed)
        question.options.push_back({words, {10, 10, 4, 4}, {15, 10, 20, 4}, "", 0});
    return question;
}

std::vector<std::string> titles(const Field& field) {
    std::vector<std::string> all;
    for (const Option& option : field.options) all.push_back(option.title);
    return all;
}

TEST(NewForm, ThePrintedNumberIsNoPartOfAnOption) {
    std::vector<Question> questions{choice("事由", {"1 退職", "(", "３ 休職", "死亡"})};
    const Form form = draftForm("f", "届出書", questions);
    ASSERT_EQ(form.fields.size(), 1U);
    EXPECT_EQ(titles(form.fields[0]), (std::vector<std::string>{"退職", "休職", "死亡"}));
    EXPECT_EQ(questions[0].options[0].printed, "1 退職");
    EXPECT_EQ(questions[0].options[1].code, "");  // a bracket is no option
    for (const std::size_t n : {0U, 2U, 3U}) EXPECT_NE(form.fields[0].option(questions[0].options[n].code), nullptr);
}

TEST(NewForm, AnotherBlankAddsWhatTheFormLacks) {
    std::vector<Question> first{text("氏名"), choice("事由", {"1 退職", "2 休職"})};
    Form form = draftForm("f", "届出書", first);
    const Form begun = form;
    std::vector<Question> second{text("氏名"), text("氏名"), choice("事由", {"1 死亡", "2 退職"})};
    second[0].field = first[0].field;  // proposed already
    second[2].field = first[1].field;
    second[2].options[1].code = first[1].options[0].code;
    extendForm(form, second);
    ASSERT_EQ(form.fields.size(), begun.fields.size() + 1);
    EXPECT_EQ(second[0].field, first[0].field);
    EXPECT_EQ(second[1].field, form.fields.back().id);
    EXPECT_EQ(begun.field(second[1].field), nullptr);  // an id of its own
    const Field* reason = form.field(first[1].field);
    ASSERT_NE(reason, nullptr);
    EXPECT_EQ(titles(*reason), (std::vector<std::string>{"退職", "休職", "死亡"}));
    EXPECT_EQ(second[2].options[1].code, first[1].options[0].code);
    EXPECT_NE(second[2].options[0].code, first[1].options[0].code);
}

}  // namespace
}  // namespace toitsu::forms
