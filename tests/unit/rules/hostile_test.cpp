// Text from anybody's template must never bring the process down: errors and nulls, in bounded time.

#include <rapidcheck.h>

#include "tests/unit/rules/feel.h"

namespace toitsu::rules {
namespace {

std::string repeated(const std::string& part, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += part;
    return out;
}

TEST(Hostile, deepNestingIsAnError) {
    for (const char* opener :
         {"(", "[", "{a:", "-", "not(", "if ", "f(", "a[", "1 in (", "]1..", "function(x) ", "for i in "}) {
        const auto expression = Expression::parse(repeated(opener, 10'000));
        ASSERT_FALSE(expression) << opener;
        EXPECT_TRUE(expression.error().code == "R002" || expression.error().code == "R001") << opener;
    }
    const auto parentheses = Expression::parse(repeated("(", 10'000) + "1" + repeated(")", 10'000));
    ASSERT_FALSE(parentheses);
    EXPECT_EQ(parentheses.error().code, "R002");
    EXPECT_FALSE(Expression::parseUnaryTests(repeated("not(", 10'000)));
    EXPECT_FALSE(Expression::parse("1 instance of " + repeated("list<", 10'000)));
}

TEST(Hostile, longChainsAreAnError) {
    for (const char* link : {"+1", ".a", "[1]", "()", " and true", " instance of number", " = 1", "**1"}) {
        const auto expression = Expression::parse("a" + repeated(link, 100'000));
        ASSERT_FALSE(expression) << link;
        EXPECT_EQ(expression.error().code, "R002") << link;
    }
}

TEST(Hostile, reasonableChainsAreNot) {
    EXPECT_EQ(feelJson("0" + repeated("+1", 400)), "400");
    EXPECT_EQ(feelJson(repeated("(", 50) + "1" + repeated(")", 50)), "1");
}

TEST(Hostile, evaluationEnds) {
    EXPECT_TRUE(feel("for i in 1..1000000000000 return i").isNull());
    EXPECT_TRUE(feel("count(for i in 1..100000, j in 1..100000 return i)").isNull());
    EXPECT_TRUE(feel("{f: function(x) f(x), r: f(1)}.r").isNull());
    EXPECT_TRUE(feel("{f: function(x) f(x) + f(x), r: f(1)}.r").isNull());
    EXPECT_TRUE(feel("for i in 1..100000 return [partial]").isNull());
    EXPECT_TRUE(feel("{l: for i in 1..10000 return i, r: for i in 1..10000 return reverse(l)}.r").isNull());
    EXPECT_TRUE(feel("(for i in 1..1000 return if i = 1 then \"ab\" else partial[-1] + partial[-1])[1000]").isNull());
}

// 40 lists of which each holds the one before it twice: small in memory, without end for whoever walks it.
std::string doubled(const std::string& result) {
    std::string out = "{x0: [1, 1]";
    for (int i = 1; i < 40; ++i) {
        const std::string before = "x" + std::to_string(i - 1);
        out += ", x" + std::to_string(i) + ": [" + before + ", " + before + "]";
    }
    return out + ", r: " + result + "}.r";
}

TEST(Hostile, sharedListsAreBounded) {
    EXPECT_EQ(feelJson(doubled("count(x39)")), "2");
    for (const char* result :
         {"x39", "string(x39)", "x39 = x38", "x39 in [x38, x37]", "distinct values([x39, x38, x37])",
          "list contains([x38], x39)", "is(x39, x38)", "count(flatten(x39))", "{a: x39}"})
        EXPECT_TRUE(feel(doubled(result)).isNull() || feel(doubled(result)) == Value(false)) << result;
}

TEST(Hostile, slowPatternsUseUpTheSteps) {
    const std::string bomb = "matches(\"" + repeated("a", 60) + "!\", \"(a+)+$\")";
    std::vector<Remark> remarks;
    EXPECT_TRUE(Expression::parse(bomb)->evaluate({}, &remarks).isNull());
    EXPECT_NE(remarks.front().message.en.find("takes too long"), std::string::npos);
    EXPECT_TRUE(feel("for i in 1..1000 return " + bomb).isNull());
    feel("matches(\"a\", \"((((a{1,1000}){1,1000}){1,1000}){1,1000})\")");  // ends, whatever it says
}

TEST(Hostile, replacementsAreBounded) {
    EXPECT_TRUE(
        feel("{a: \"" + repeated("a", 300) + "\", b: replace(a, \"a\", a), c: replace(b, \"a\", b)}.c").isNull());
}

TEST(Hostile, remarksAreBounded) {
    const auto expression = Expression::parse("for i in 1..10000 return missing");
    ASSERT_TRUE(expression);
    std::vector<Remark> remarks;
    expression->evaluate({}, &remarks);
    EXPECT_EQ(remarks.size(), 100u);
}

TEST(Hostile, arbitraryTextNeverCrashesTheParser) {
    rc::check("any bytes", [](const std::string& source) {
        const auto expression = Expression::parse(source);
        RC_ASSERT((expression.has_value() || !expression.error().message.en.empty()));
        if (expression) expression->evaluate({});
        const auto tests = Expression::parseUnaryTests(source);
        if (tests) tests->matches(Value(1), {});
    });
}

TEST(Hostile, arbitraryTokensNeverCrashTheParser) {
    const std::vector<std::string> tokens{"if",
                                          "then",
                                          "else",
                                          "for",
                                          "in",
                                          "return",
                                          "some",
                                          "every",
                                          "satisfies",
                                          "function",
                                          "(",
                                          ")",
                                          "[",
                                          "]",
                                          "{",
                                          "}",
                                          ",",
                                          ":",
                                          "..",
                                          ".",
                                          "+",
                                          "-",
                                          "*",
                                          "/",
                                          "**",
                                          "=",
                                          "!=",
                                          "<",
                                          ">",
                                          "<=",
                                          "a",
                                          "b",
                                          "1",
                                          "0.5",
                                          "\"s\"",
                                          "@\"P1D\"",
                                          "null",
                                          "true",
                                          "?",
                                          "and",
                                          "or",
                                          "not",
                                          "between",
                                          "instance of",
                                          "list",
                                          "number",
                                          "date and time",
                                          "count",
                                          "sum",
                                          "external",
                                          "氏名",
                                          "item",
                                          "partial"};
    rc::check("any tokens", [&] {
        std::string source;
        for (const std::string& token : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(tokens)))
            source += token + " ";
        const auto expression = Expression::parse(source, {}, {"a b", "a-b"});
        if (expression) expression->evaluate({{"a", 1}, {"b", Value(List{1, 2})}});
        const auto tests = Expression::parseUnaryTests(source);
        if (tests) tests->matches(Value("s"), {{"a", 1}});
    });
}

TEST(Hostile, arithmeticIsDecimalArithmetic) {
    rc::check("a + b * c - d", [](std::int32_t a, std::int32_t b, std::int32_t c, std::int32_t d) {
        const auto text = [](std::int32_t n) { return "(" + std::to_string(n) + ")"; };
        const Decimal expected = Decimal(a) + Decimal(b) * Decimal(c) - Decimal(d);
        RC_ASSERT(feel(text(a) + "+" + text(b) + "*" + text(c) + "-" + text(d)) == Value(expected));
        const auto quotient = Decimal(a).dividedBy(Decimal(b));
        const Value divided = feel(text(a) + "/" + text(b));
        RC_ASSERT(divided == (quotient ? Value(*quotient) : Value()));
    });
}

TEST(Hostile, sortingKeepsEveryElement) {
    rc::check("sort", [](const std::vector<std::int32_t>& numbers) {
        List list;
        for (std::int32_t n : numbers) list.emplace_back(n);
        const Value sorted = feel("sort(list)", {{"list", Value(list)}});
        auto expected = numbers;
        std::sort(expected.begin(), expected.end());
        RC_ASSERT(sorted.list()->size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) RC_ASSERT((*sorted.list())[i] == Value(expected[i]));
    });
}

}  // namespace
}  // namespace toitsu::rules
