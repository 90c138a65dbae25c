#include "tests/unit/rules/feel.h"

namespace toitsu::rules {
namespace {

bool passes(const std::string& source, const Value& input, const Context& scope = {}) {
    const auto tests = Expression::parseUnaryTests(source);
    EXPECT_TRUE(tests.has_value()) << source;
    return tests && tests->matches(input, scope);
}

TEST(UnaryTests, valuesAndLists) {
    EXPECT_TRUE(passes("\"a\", \"b\"", "b"));
    EXPECT_FALSE(passes("\"a\", \"b\"", "c"));
    EXPECT_TRUE(passes("allowed", 2, {{"allowed", Value(List{1, 2})}}));
    EXPECT_TRUE(passes("null", nullptr));
    EXPECT_FALSE(passes("null", 1));
}

TEST(UnaryTests, comparisonsAndRanges) {
    EXPECT_TRUE(passes("> 5", 6));
    EXPECT_FALSE(passes("> 5", 5));
    EXPECT_TRUE(passes("[1..3]", 3));
    EXPECT_TRUE(passes("(1..3], > 10", 11));
    EXPECT_TRUE(passes("< limit", 5, {{"limit", 6}}));
    EXPECT_TRUE(passes(">= date(\"2026-04-01\")", Value(Date{2026, 4, 1})));
}

TEST(UnaryTests, notAndAnything) {
    EXPECT_TRUE(passes("-", nullptr));
    EXPECT_TRUE(passes("not(\"a\", \"b\")", "c"));
    EXPECT_FALSE(passes("not(\"a\", \"b\")", "a"));
    EXPECT_TRUE(passes("not(> 5)", 5));
    EXPECT_TRUE(passes("-1", -1));
}

TEST(UnaryTests, questionMarkIsTheInput) {
    EXPECT_TRUE(passes("? > 3 and ? < 5", 4));
    EXPECT_FALSE(passes("? > 3 and ? < 5", 5));
    EXPECT_TRUE(passes("contains(?, \"町\")", "御代田町"));
    EXPECT_FALSE(passes("string length(?) = 2", Value()));
}

TEST(UnaryTests, ofAnotherTypeNeverPass) {
    EXPECT_FALSE(passes("> 5", "x"));
    EXPECT_FALSE(passes("not(> 5)", "x"));
    EXPECT_FALSE(passes("[1..3]", Value()));
}

TEST(UnaryTests, theLiteralTrueIsAValueAndNoCondition) {
    EXPECT_TRUE(passes("true", true));
    EXPECT_FALSE(passes("true", Value()));
    EXPECT_FALSE(passes("true", "x"));
    EXPECT_FALSE(passes("true", false));
    EXPECT_TRUE(passes("limit > 5", Value(), {{"limit", 6}})) << "a condition on something else";
}

TEST(UnaryTests, errors) {
    EXPECT_FALSE(Expression::parseUnaryTests(""));
    EXPECT_FALSE(Expression::parseUnaryTests("1,"));
    EXPECT_FALSE(Expression::parseUnaryTests("> "));
    EXPECT_FALSE(Expression::parseUnaryTests("not(1"));
}

}  // namespace
}  // namespace toitsu::rules
