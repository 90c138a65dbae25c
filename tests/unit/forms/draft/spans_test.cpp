#include "forms/draft/spans.h"

#include <gtest/gtest.h>

namespace toitsu::forms {

namespace {

Question date(double x, double y, const std::string& label, int region = 3) {
    Question question;
    question.kind = Question::Kind::date;
    question.cells = 6;
    question.region = region;
    question.box = {x, y, 60, 6};
    question.label = label;
    return question;
}

}  // namespace

TEST(DraftSpans, TheSecondOnTheLineIsTheEnd) {
    std::vector<Question> questions{date(40, 50, "利用期間"), date(110, 50.4, "から"), date(40, 62, "生年月日", 4)};
    const auto ends = findSpans(questions);
    EXPECT_EQ(ends, (std::vector<SpanEnd>{SpanEnd::from, SpanEnd::to, SpanEnd::none}));
    EXPECT_EQ(questions[1].label, "利用期間");
}

TEST(DraftSpans, AnotherLabelOrAnotherLineIsNoSpan) {
    std::vector<Question> beside{date(40, 50, "前回の認定日"), date(110, 50, "今回の認定日")};
    EXPECT_EQ(findSpans(beside), (std::vector<SpanEnd>{SpanEnd::none, SpanEnd::none}));
    std::vector<Question> under{date(40, 50, "利用期間"), date(40, 60, "利用期間")};
    EXPECT_EQ(findSpans(under), (std::vector<SpanEnd>{SpanEnd::none, SpanEnd::none}));
}

TEST(DraftSpans, FieldsByTitleAndId) {
    Field field;
    field.id = "period.to";
    EXPECT_EQ(spanEndOf(field), SpanEnd::to);
    field.id = "hours";
    field.title = "利用時間の始まり";
    EXPECT_EQ(spanEndOf(field), SpanEnd::from);
    field.title = "利用時間";
    EXPECT_EQ(spanEndOf(field), SpanEnd::none);
}

}  // namespace toitsu::forms
