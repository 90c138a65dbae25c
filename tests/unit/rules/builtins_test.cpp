#include "tests/unit/rules/feel.h"

namespace toitsu::rules {
namespace {

struct Case {
    const char* source;
    const char* result;  // as JSON
};

class Builtins : public testing::TestWithParam<Case> {};

TEST_P(Builtins, gives) {
    EXPECT_EQ(feelJson(GetParam().source), GetParam().result) << GetParam().source;
}

INSTANTIATE_TEST_SUITE_P(String, Builtins,
                         testing::ValuesIn(std::vector<Case>{
                             {"string length(\"𠮷野家\")", "3"},
                             {"substring(\"御代田町\", 2)", "\"代田町\""},
                             {"substring(\"御代田町\", -2, 1)", "\"田\""},
                             {"substring(\"abc\", 0)", "null"},
                             {"upper case(\"aé\")", "\"AÉ\""},
                             {"substring before(\"a=b\", \"=\")", "\"a\""},
                             {"substring after(\"a=b\", \"=\")", "\"b\""},
                             {"replace(\"0267-22-1700\", \"[^0-9]\", \"\")", "\"0267221700\""},
                             {"matches(\"384-8501\", \"^[0-9]{3}-[0-9]{4}$\")", "true"},
                             {"matches(\"a\", \"[\")", "null"},
                             {"split(\"a;b;;c\", \";\")", "[\"a\",\"b\",\"\",\"c\"]"},
                             {"string join([\"a\", null, \"b\"], \"-\")", "\"a-b\""},
                             {"string([1, \"a\", null])", "\"[1, \\\"a\\\", null]\""},
                             {"string(@\"2026-11-22T09:30:00+09:00\")", "\"2026-11-22T09:30:00+09:00\""},
                             {"contains(\"小諸市\", 1)", "null"},
                         }));

INSTANTIATE_TEST_SUITE_P(Number, Builtins,
                         testing::ValuesIn(std::vector<Case>{
                             {"decimal(2.5, 0)", "2"},
                             {"decimal(1/3, 2)", "0.33"},
                             {"round half up(2.5, 0)", "3"},
                             {"round half down(-2.5, 0)", "-2"},
                             {"round up(-1.21, 1)", "-1.3"},
                             {"round down(1.29, 1)", "1.2"},
                             {"floor(-1.5)", "-2"},
                             {"floor(1.56, 1)", "1.5"},
                             {"ceiling(1.01, 1)", "1.1"},
                             {"modulo(-12, 5)", "3"},
                             {"sqrt(2) ** 2 - 2 < 1e-30", "true"},
                             {"sqrt(-1)", "null"},
                             {"odd(3)", "true"},
                             {"number(\"1 234,5\", \" \", \",\")", "1234.5"},
                             {"number(\"x\")", "null"},
                             {"abs(-3)", "3"},
                             {"abs([-3])", "3"},
                             {"1 / 0", "null"},
                             {"10 ** 6144 * 10 ** 6144", "null"},
                         }));

INSTANTIATE_TEST_SUITE_P(List, Builtins,
                         testing::ValuesIn(std::vector<Case>{
                             {"count([1, 2])", "2"},
                             {"min(3, 1, 2)", "1"},
                             {"max([\"a\", \"c\"])", "\"c\""},
                             {"sum([1, 2, 3])", "6"},
                             {"sum([])", "null"},
                             {"mean([1, 2])", "1.5"},
                             {"median([4, 1, 3])", "3"},
                             {"mode([1, 2, 2, 3, 3])", "[2,3]"},
                             {"stddev([2, 4, 7, 5]) > 2.08", "true"},
                             {"all([true, null])", "null"},
                             {"any([null, true])", "true"},
                             {"sublist([1, 2, 3], 2)", "[2,3]"},
                             {"append([1], 2, 3)", "[1,2,3]"},
                             {"concatenate([1], [2, 3])", "[1,2,3]"},
                             {"insert before([1, 3], 2, 2)", "[1,2,3]"},
                             {"remove([1, 2, 3], -1)", "[1,2]"},
                             {"list replace([1, 2, 3], 2, 9)", "[1,9,3]"},
                             {"list replace([1, 2, 3], function(item, newItem) item < newItem, 2)", "[2,2,3]"},
                             {"reverse([1, 2])", "[2,1]"},
                             {"index of([1, 2, 1], 1)", "[1,3]"},
                             {"union([1, 2], [2, 3])", "[1,2,3]"},
                             {"distinct values([1, 1, null])", "[1,null]"},
                             {"flatten([[1, [2]], 3])", "[1,2,3]"},
                             {"list contains([1, null], null)", "true"},
                             {"list contains(null, 1)", "null"},
                             {"sort([2, \"a\"])", "null"},
                         }));

INSTANTIATE_TEST_SUITE_P(ContextAndRange, Builtins,
                         testing::ValuesIn(std::vector<Case>{
                             {"get value({a: 1}, \"a\")", "1"},
                             {"get entries({a: 1})", "[{\"key\":\"a\",\"value\":1}]"},
                             {"context([{key: \"a\", value: 1}])", "{\"a\":1}"},
                             {"context put({a: {b: 1}}, [\"a\", \"b\"], 2)", "{\"a\":{\"b\":2}}"},
                             {"context merge([{a: 1}, {a: 2, b: 3}])", "{\"a\":2,\"b\":3}"},
                             {"before(1, [2..3])", "true"},
                             {"overlaps([1..3], [3..5])", "true"},
                             {"overlaps([1..3), [3..5])", "false"},
                             {"during(2, [1..3])", "true"},
                             {"includes([1..3], 3)", "true"},
                             {"2 in range(\"[1..3]\")", "true"},
                             {"is(@\"10:00:00Z\", @\"10:00:00+00:00\")", "true"},
                         }));

TEST(Builtins, argumentsThatDoNotFitAreRemarked) {
    const auto expression = Expression::parse("string length(5)");
    ASSERT_TRUE(expression);
    std::vector<Remark> remarks;
    EXPECT_TRUE(expression->evaluate({}, &remarks).isNull());
    ASSERT_EQ(remarks.size(), 1u);
    EXPECT_EQ(remarks[0].message.en, "string length(): argument 1 \"string\" must be a string, but is a number");
}

TEST(Builtins, aPatternThatNeverEndsIsStopped) {
    EXPECT_TRUE(feel("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\", \"(a+)+(a+)+(a+)+$\")").isNull());
}

}  // namespace
}  // namespace toitsu::rules
