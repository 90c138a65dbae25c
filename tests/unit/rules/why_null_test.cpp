// Every null says why and where: the first remark's column, its piece of the expression and its words.

#include "rules/expression.h"

#include <algorithm>

#include "tests/unit/rules/feel.h"
#include "tests/unit/rules/why_null_cases.h"

namespace toitsu::rules {
namespace {

// Names that nobody writes into an expression: none may appear in a remark.
constexpr const char* kSecret = "ひみつ太郎";

Context scope() {
    return Context{{"none", Value()},
                   {"list", Value(List{1, 2, 3})},
                   {"person", Context{{"name", kSecret}}},
                   {"people", List{Context{{"age", 1}}}}};
}

TEST(WhyNull, everyNullHasItsReasonAndPlace) {
    static_assert(std::size(kFailing) >= 200);
    for (const Failing& one : kFailing) {
        const auto expression = Expression::parse(one.expression);
        ASSERT_TRUE(expression) << one.expression;
        std::vector<Remark> remarks;
        expression->evaluate(scope(), &remarks);
        ASSERT_FALSE(remarks.empty()) << one.expression;
        EXPECT_EQ(remarks.front().column, one.column) << one.expression;
        EXPECT_EQ(remarks.front().piece, one.piece) << one.expression;
        EXPECT_EQ(remarks.front().message.en, one.message) << one.expression;
    }
}

TEST(WhyNull, bothLanguagesAreSpecific) {
    for (const Failing& one : kFailing) {
        std::vector<Remark> remarks;
        Expression::parse(one.expression)->evaluate(scope(), &remarks);
        const Wording& words = remarks.front().message;
        EXPECT_NE(words.ja, words.en) << one.expression;
        EXPECT_TRUE(std::any_of(words.ja.begin(), words.ja.end(), [](char c) { return (c & 0x80) != 0; })) << words.ja;
        EXPECT_GE(words.en.size(), 15u) << words.en;
    }
}

TEST(WhyNull, aRemarkNeverHoldsAValue) {
    for (const char* source : {"person.name + 1", "date(person.name)", "number(person.name)", "person.name < 1",
                               "person.name[7]", "time(person.name)", "duration(person.name)", "-person.name",
                               "matches(person.name, person.name + \"[\")", "string join([person, person.name])",
                               "get value(person, person.name)", "person.name()", "context([{key: person.name}])",
                               "sort([person.name, 1])", "range(person.name)", "substring(person.name, 100)"}) {
        std::vector<Remark> remarks;
        Expression::parse(source)->evaluate(scope(), &remarks);
        ASSERT_FALSE(remarks.empty()) << source;
        for (const Remark& remark : remarks)
            for (const Language language : {Language::ja, Language::en})
                EXPECT_EQ(remark.text(language).find(kSecret), std::string::npos) << remark.text(language);
    }
}

TEST(WhyNull, aNullThatHasItsReasonAddsNone) {
    std::vector<Remark> remarks;
    Expression::parse("((missing + 1) * 2 - 3) / 4 > 5 and true")->evaluate({}, &remarks);
    ASSERT_EQ(remarks.size(), 1u);
    EXPECT_EQ(remarks.front().text(Language::en), "character 3 `missing`: there is no \"missing\" here");
    EXPECT_EQ(remarks.front().text(Language::ja), "3 文字目「missing」: 「missing」という名前の値はここにありません");
}

TEST(WhyNull, whatIsNoNullHasNoRemark) {
    for (const char* source : {"none = null", "none != 1", "if none then 1 else 2", "true or none", "false and none",
                               "none in (1, null)", "[][item > 1]", "count([])", "list contains([1], null)"}) {
        std::vector<Remark> remarks;
        EXPECT_FALSE(Expression::parse(source)->evaluate(scope(), &remarks).isNull()) << source;
        EXPECT_TRUE(remarks.empty()) << source << ": " << remarks.front().text(Language::en);
    }
}

}  // namespace
}  // namespace toitsu::rules
