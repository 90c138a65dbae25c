#include "rules/expression.h"

#include "tests/unit/rules/feel.h"

namespace toitsu::rules {
namespace {

TEST(Expression, literals) {
    EXPECT_EQ(feelJson("12.50"), "12.5");
    EXPECT_EQ(feelJson("\"長野\""), "\"長野\"");
    EXPECT_EQ(feelJson("\"a\\n\\u3042\\U01F600\""), "\"a\\nあ😀\"");
    EXPECT_EQ(feelJson("[1, true, null]"), "[1,true,null]");
    EXPECT_EQ(feelJson("{a: 1, \"b c\": a + 1}"), "{\"a\":1,\"b c\":2}");
    EXPECT_EQ(feel("@\"2026-11-22\""), Value(Date{2026, 11, 22}));
    EXPECT_EQ(feelJson("1 /* one */ + // and\n 2"), "3");
}

TEST(Expression, precedence) {
    EXPECT_EQ(feelJson("1 + 2 * 3 ** 2"), "19");
    EXPECT_EQ(feelJson("(1 + 2) * 3 - -4"), "13");
    EXPECT_EQ(feelJson("1 < 2 and 2 < 3 or false"), "true");
    EXPECT_EQ(feelJson("0.1 + 0.2 = 0.3"), "true");
}

TEST(Expression, truthHasThreeValues) {
    EXPECT_EQ(feelJson("false and null"), "false");
    EXPECT_EQ(feelJson("true and null"), "null");
    EXPECT_EQ(feelJson("true or null"), "true");
    EXPECT_EQ(feelJson("false or null"), "null");
    EXPECT_EQ(feelJson("not(null)"), "null");
    EXPECT_EQ(feelJson("null = null"), "true");
    EXPECT_EQ(feelJson("1 = \"1\""), "null");
    EXPECT_EQ(feelJson("1 < null"), "null");
}

TEST(Expression, namesAreUnicodeAndPaths) {
    const Context employee{{"birth_date", Value(Date{1990, 4, 1})}, {"氏名", Value("小諸 花子")}};
    const Context scope{{"employee", Value(employee)}, {"扶養人数", Value(3)}};
    EXPECT_EQ(feelJson("扶養人数 + 1", scope), "4");
    EXPECT_EQ(feelJson("employee.氏名", scope), "\"小諸 花子\"");
    EXPECT_EQ(feelJson("employee.birth_date.year", scope), "1990");
}

TEST(Expression, knownNamesMayHoldSpacesAndSymbols) {
    const Context scope{
        {"氏名 (カナ)", Value("コモロ")}, {"monthly-salary", Value(200)}, {"monthly", Value(7)}, {"salary", Value(2)}};
    EXPECT_EQ(feelJson("氏名  (カナ)", scope, {"氏名 (カナ)"}), "\"コモロ\"");
    EXPECT_EQ(feelJson("monthly-salary * 2", scope, {"monthly-salary"}), "400");
    EXPECT_EQ(feelJson("monthly-salary", scope), "5");  // unknown: a difference
}

TEST(Expression, formRule) {
    const auto rule = Expression::parse("kind != \"change\" or reason != null");
    ASSERT_TRUE(rule);
    EXPECT_TRUE(rule->evaluate({{"kind", "new"}, {"reason", nullptr}}).isTrue());
    EXPECT_TRUE(rule->evaluate({{"kind", "change"}, {"reason", "転居"}}).isTrue());
    EXPECT_EQ(rule->evaluate({{"kind", "change"}, {"reason", nullptr}}), Value(false));
}

TEST(Expression, conditionsAndIterations) {
    EXPECT_EQ(feelJson("if 1 > 2 then \"a\" else \"b\""), "\"b\"");
    EXPECT_EQ(feelJson("if null then 1 else 2"), "2");
    EXPECT_EQ(feelJson("for i in 1..3, j in [10, 20] return i * j"), "[10,20,20,40,30,60]");
    EXPECT_EQ(feelJson("for i in 3..1 return i"), "[3,2,1]");
    EXPECT_EQ(feelJson("for i in 1..4 return if i = 1 then 1 else i * partial[-1]"), "[1,2,6,24]");
    EXPECT_EQ(feelJson("some x in [1, 2, 3] satisfies x > 2"), "true");
    EXPECT_EQ(feelJson("every x in [1, 2, 3] satisfies x > 2"), "false");
    EXPECT_EQ(feelJson("every x in [] satisfies x > 2"), "true");
}

TEST(Expression, filtersAndImplicitMapping) {
    const std::string people = R"([{n: "a", age: 20}, {n: "b", age: 30}, {n: "c", age: 40}])";
    EXPECT_EQ(feelJson(people + "[age > 20].n"), R"(["b","c"])");
    EXPECT_EQ(feelJson(people + "[item.age = 40][1].n"), R"("c")");
    EXPECT_EQ(feelJson("[1, 2, 3][-1]"), "3");
    EXPECT_EQ(feelJson("[1, 2, 3][4]"), "null");
    EXPECT_EQ(feelJson("[1, 2, 3, 4][item > 2]"), "[3,4]");
}

TEST(Expression, rangesBetweenAndIn) {
    EXPECT_EQ(feelJson("5 in [1..5]"), "true");
    EXPECT_EQ(feelJson("5 in [1..5)"), "false");
    EXPECT_EQ(feelJson("1 in ]1..5["), "false");
    EXPECT_EQ(feelJson("3 between 1 and 3"), "true");
    EXPECT_EQ(feelJson("3 in (1, 2, > 2)"), "true");
    EXPECT_EQ(feelJson("\"b\" in [\"a\", \"b\"]"), "true");
    EXPECT_EQ(feelJson("[1..5].start included"), "true");
}

TEST(Expression, functions) {
    EXPECT_EQ(feelJson("(function(x, y: number) x + y)(1, 2)"), "3");
    EXPECT_EQ(feelJson("{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(10)}.r"), "3628800");
    EXPECT_EQ(feelJson("substring(start position: 2, string: \"あいう\")"), "\"いう\"");
    EXPECT_EQ(feelJson("sort([3, 1, 2], function(a, b) a > b)"), "[3,2,1]");
    EXPECT_EQ(feelJson("[function(x) x]"), "[null]");  // a function never leaves
}

TEST(Expression, instanceOf) {
    EXPECT_EQ(feelJson("1 instance of number"), "true");
    EXPECT_EQ(feelJson("[1, 2] instance of list<number>"), "true");
    EXPECT_EQ(feelJson("[1, \"a\"] instance of list<number>"), "false");
    EXPECT_EQ(feelJson("{a: 1} instance of context<a: number>"), "true");
    EXPECT_EQ(feelJson("@\"P1D\" instance of days and time duration"), "true");
    EXPECT_EQ(feelJson("null instance of number"), "false");
}

TEST(Expression, remarksSayWhySomethingIsNull) {
    const auto expression = Expression::parse("1 + missing");
    ASSERT_TRUE(expression);
    std::vector<Remark> remarks;
    EXPECT_TRUE(expression->evaluate({}, &remarks).isNull());
    ASSERT_EQ(remarks.size(), 1u);
    EXPECT_EQ(remarks[0].message.en, "there is no \"missing\" here");
    EXPECT_EQ(remarks[0].column, 5);
}

TEST(Expression, errorsHaveTheColumn) {
    const auto expression = Expression::parse("扶養 + * 2", Place{"a.xml", 3, 4, 0});
    ASSERT_FALSE(expression);
    EXPECT_EQ(expression.error().code, "R001");
    EXPECT_EQ(expression.error().message.en, "expression, character 6: \"*\" does not fit here; a value is expected");
    EXPECT_EQ(expression.error().place.line, 3);
    EXPECT_FALSE(Expression::parse("1 +"));
    EXPECT_FALSE(Expression::parse(""));
    EXPECT_FALSE(Expression::parse("\"open"));
    EXPECT_FALSE(Expression::parse("a b"));
    EXPECT_EQ(Expression::parse("1 + /* open").error().message.en,
              "expression, character 5: the comment is not closed; close it with */");
    EXPECT_NE(Expression::parse("“a”").error().message.en.find("straight quotation marks"), std::string::npos);
}

TEST(Expression, variablesAreFreePaths) {
    const auto names = [](const char* source) { return Expression::parse(source)->variables(); };
    EXPECT_EQ(names("employee.birth_date < today() and b > 1"), (std::vector<std::string>{"b", "employee.birth_date"}));
    EXPECT_EQ(names("for i in list return i + k"), (std::vector<std::string>{"k", "list"}));
    EXPECT_EQ(names("{a: 1, b: a + c}"), (std::vector<std::string>{"c"}));
    EXPECT_EQ(names("(function(x) x + y)(z)"), (std::vector<std::string>{"y", "z"}));
    EXPECT_EQ(names("count(people[item.age > limit])"), (std::vector<std::string>{"limit", "people", "people.age"}));
    EXPECT_EQ(names("every p in a.people satisfies p.born.year > 2000"),
              (std::vector<std::string>{"a.people", "a.people.born.year"}));
    EXPECT_EQ(names("people[1].age"), (std::vector<std::string>{"people", "people.age"}));
}

TEST(Expression, comparisonsWithTextsAreFound) {
    const auto found = [](const char* source) {
        std::string out;
        for (const auto& one : Expression::parse(source)->comparisons())
            out += one.path + "=" + one.text + "@" + std::to_string(one.column) + " ";
        return out;
    };
    EXPECT_EQ(found("kind = \"a\" or \"b\" != c.d"), "kind=a@8 c.d=b@15 ");
    EXPECT_EQ(found("kind in (\"a\", \"b\") and every r in rows satisfies r.kind = \"x\""),
              "kind=a@10 kind=b@15 rows.kind=x@59 ");
    EXPECT_EQ(found("count(rows[kind = \"a\"]) > 1 and x = y and z < \"a\""), "kind=a@19 ");
}

TEST(Expression, emptyExpressionIsNull) {
    const Expression nothing;
    EXPECT_FALSE(nothing);
    EXPECT_TRUE(nothing.evaluate({}).isNull());
    EXPECT_FALSE(nothing.matches(Value(1), {}));
}

}  // namespace
}  // namespace toitsu::rules
