#include "base/value.h"

#include <gtest/gtest.h>

namespace toitsu {
namespace {

TEST(Context, KeepsTheOrderOfEntries) {
    Context context{{"b", 1}, {"a", "二"}, {"b", 3}};
    ASSERT_EQ(context.size(), 2u);
    EXPECT_EQ(context.entries()[0].first, "b");
    EXPECT_EQ(*context.find("b"), Value(3));
    context.put("c", true);
    context.put("a", nullptr);
    EXPECT_EQ(context.entries()[1].first, "a");
    EXPECT_TRUE(context.find("a")->isNull());
    EXPECT_TRUE(context.erase("b"));
    EXPECT_FALSE(context.erase("b"));
    EXPECT_EQ(context.find("b"), nullptr);
    EXPECT_FALSE(context.empty());
    EXPECT_TRUE(Context().empty());
}

TEST(Context, OfManyKeepsTheLastOfEqualNames) {
    const Context context = Context::of({{"x", 1}, {"y", 2}, {"x", 3}, {"z", 4}, {"x", 5}, {"y", 6}});
    ASSERT_EQ(context.size(), 3u);
    EXPECT_EQ(context.entries()[0].first, "x");
    EXPECT_EQ(context.entries()[2].first, "z");
    EXPECT_EQ(*context.find("x"), Value(5));
    EXPECT_EQ(*context.find("y"), Value(6));
    EXPECT_EQ(*context.find("z"), Value(4));
}

TEST(Value, KnowsItsType) {
    EXPECT_EQ(Value().type(), Value::Type::null);
    EXPECT_EQ(Value(nullptr).type(), Value::Type::null);
    EXPECT_EQ(Value(true).type(), Value::Type::boolean);
    EXPECT_EQ(Value(1).type(), Value::Type::number);
    EXPECT_EQ(Value("text").type(), Value::Type::string);
    EXPECT_EQ(Value(Date{}).type(), Value::Type::date);
    EXPECT_EQ(Value(Time{}).type(), Value::Type::time);
    EXPECT_EQ(Value(DateTime{}).type(), Value::Type::dateTime);
    EXPECT_EQ(Value(DayTimeDuration{}).type(), Value::Type::dayTimeDuration);
    EXPECT_EQ(Value(YearMonthDuration{}).type(), Value::Type::yearMonthDuration);
    EXPECT_EQ(Value(List{}).type(), Value::Type::list);
    EXPECT_EQ(Value(Context{}).type(), Value::Type::context);
    EXPECT_EQ(Value(Range{}).type(), Value::Type::range);
    EXPECT_TRUE(Value(true).isTrue());
    EXPECT_FALSE(Value(false).isTrue());
    EXPECT_FALSE(Value("true").isTrue());
    EXPECT_FALSE(Value(1).isTrue());
}

TEST(Value, AnswersNullptrForOtherTypes) {
    const Value text("x");
    EXPECT_EQ(*text.string(), "x");
    EXPECT_EQ(text.number(), nullptr);
    EXPECT_EQ(text.list(), nullptr);
    EXPECT_EQ(text.context(), nullptr);
    EXPECT_EQ(text.range(), nullptr);
    EXPECT_TRUE(text["member"].isNull());
}

TEST(Value, GivesMembers) {
    const Value value(Context{{"applicant", Context{{"name", "髙橋"}}}});
    EXPECT_EQ(*value["applicant"]["name"].string(), "髙橋");
    EXPECT_TRUE(value["applicant"]["missing"]["deeper"].isNull());
}

TEST(Value, ComparesStructure) {
    EXPECT_EQ(Value(1), Value(*Decimal::parse("1.00")));
    EXPECT_FALSE(Value(1) == Value("1"));
    EXPECT_FALSE(Value(0) == Value(false));
    EXPECT_FALSE(Value() == Value(false));
    EXPECT_EQ(Value(List{1, "a"}), Value(List{1, "a"}));
    EXPECT_FALSE(Value(List{1, "a"}) == Value(List{"a", 1}));
    EXPECT_EQ(Value(Context{{"a", 1}, {"b", 2}}), Value(Context{{"b", 2}, {"a", 1}}));
    EXPECT_FALSE(Value(Context{{"a", 1}, {"b", 2}}) == Value(Context{{"a", 1}, {"c", 2}}));
    EXPECT_FALSE(Value(Context{{"a", 1}}) == Value(Context{{"a", 1}, {"b", nullptr}}));
    EXPECT_EQ(Value(Range{1, 5, true, false}), Value(Range{1, 5, true, false}));
    EXPECT_FALSE(Value(Range{1, 5, true, false}) == Value(Range{1, 5, true, true}));
    EXPECT_EQ(Value(Date{2026, 1, 2}), Value(Date{2026, 1, 2}));
}

TEST(Value, CopiesShareTheirContent) {
    const Value list(List{1, 2, 3});
    const Value copy = list;
    EXPECT_EQ(list.list(), copy.list());
}

}  // namespace
}  // namespace toitsu
