// What types alone tell about an expression.

#include <map>

#include "tests/unit/rules/feel.h"

namespace toitsu::rules {
namespace {

std::string typeOf(const std::string& path) {
    static const std::map<std::string, std::string> types{{"age", "number"},       {"kind", "string"},
                                                          {"code", "string"},      {"born", "date"},
                                                          {"agreed", "boolean"},   {"rows", "list"},
                                                          {"rows.n", "number"},    {"rows.kind", "string"},
                                                          {"at", "date and time"}, {"wait", "days and time duration"}};
    const auto found = types.find(path);
    return found == types.end() ? "" : found->second;
}

// "3: message; 9: message"
std::string doubts(const std::string& source, bool condition = true) {
    const auto expression = Expression::parse(source);
    EXPECT_TRUE(expression) << source;
    std::string out;
    for (const Remark& remark : expression->doubts(typeOf, condition)) {
        EXPECT_FALSE(remark.message.ja.empty());
        out += (out.empty() ? "" : "; ") + std::to_string(remark.column) + ": " + remark.message.en;
    }
    return out;
}

TEST(Doubts, noneWhereTypesFit) {
    for (const char* source : {"age >= 65 and kind in (\"new\", \"change\")",
                               "kind != \"change\" or code != null",
                               "born + duration(\"P18Y\") <= date(\"2026-04-01\")",
                               "every r in rows satisfies r.n > 0 and r.kind = \"a\"",
                               "count(rows[n > 1]) > 2",
                               "if agreed then age > 1 else agreed",
                               "string length(kind) = 3",
                               "unknown < 5",
                               "unknown + \"a\" = kind",
                               "born.year >= 1950",
                               "age between 1 and 5",
                               "age in [1..5]",
                               "age in (1, > 7)",
                               "not(agreed)",
                               "sum(for r in rows return r.n) > 5",
                               "kind = null",
                               "min(age, 5) > 3",
                               "some r in rows satisfies r.n = age",
                               "date(at) = born",
                               "at + wait > at",
                               "rows[1].n = 5",
                               "5 / (age - 7) > 1",
                               "at.time offset = duration(\"PT9H\")",
                               "at.timezone = \"Asia/Tokyo\"",
                               "at > @\"2026-04-01T10:00:00Z\"",
                               "age ** 0.5 > 2",
                               "contains(kind, \"a\") or matches(code, \"[0-9]+\")",
                               "{a: age, b: a + 1}.b > 5"})
        EXPECT_EQ(doubts(source), "") << source;
}

TEST(Doubts, comparisons) {
    EXPECT_EQ(doubts("age = \"65\""), "5: a number and a string cannot be compared");
    EXPECT_EQ(doubts("born < 2000"), "6: a date and a number cannot be compared");
    EXPECT_EQ(doubts("born = \"2000-01-01\""), "6: a date and a string cannot be compared");
    EXPECT_EQ(doubts("at > born"), "4: a date and time and a date cannot be compared");
    EXPECT_EQ(doubts("agreed > true"), "8: a boolean has no order");
    EXPECT_EQ(doubts("code < \"9\"").substr(0, 42), "6: texts are ordered by their characters (");
    EXPECT_EQ(doubts("age between \"a\" and 5"), "5: a number and a string cannot be compared");
    EXPECT_EQ(doubts("age in (1, \"b\")"), "12: a number and a string cannot be compared");
    EXPECT_EQ(doubts("kind in [1..5]"), "9: a string and a number cannot be compared");
    EXPECT_EQ(doubts("every r in rows satisfies r.kind > 5"), "34: a string and a number cannot be compared");
}

TEST(Doubts, conditions) {
    EXPECT_EQ(doubts("age + 1"), "5: a boolean is needed here, but it is a number");
    EXPECT_EQ(doubts("age + 1", false), "");
    EXPECT_EQ(doubts("kind"), "1: a boolean is needed here, but it is a string");
    EXPECT_EQ(doubts("true or age > 5"), "1: it is always true, which makes this `and` or `or` pointless");
    EXPECT_EQ(doubts("age > 5 and false"), "13: it is always false, which makes this `and` or `or` pointless");
    EXPECT_EQ(doubts("true"), "1: the condition is a constant and always the same");
    EXPECT_EQ(doubts("age and agreed"), "1: a boolean is needed here, but it is a number");
    EXPECT_EQ(doubts("if age then agreed else agreed"), "4: a boolean is needed here, but it is a number");
    EXPECT_EQ(doubts("some r in rows satisfies r.n"), "27: a boolean is needed here, but it is a number");
}

TEST(Doubts, calculationsAndArguments) {
    EXPECT_EQ(doubts("age + kind = 5").substr(0, 53), "5: `+` does not combine a number and a string; use st");
    EXPECT_EQ(doubts("born + 1 > born"), "6: `+` does not combine a date and a number");
    EXPECT_EQ(doubts("-kind = 5"), "1: a string cannot be negated, only a number or a duration");
    EXPECT_EQ(doubts("string length(age) > 1"),
              "1: string length(): argument 1 \"string\" must be a string, but is a number");
    EXPECT_EQ(doubts("contains(kind, age)"), "1: contains(): argument 2 \"match\" must be a string, but is a number");
    EXPECT_EQ(doubts("born.hour = 5"), "5: a date has no \"hour\", only year, month, day, weekday");
}

}  // namespace
}  // namespace toitsu::rules
