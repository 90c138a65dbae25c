#include "workflows/encoding.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace toitsu::workflows {
namespace {

Value there(const Value& value) {
    return decode(encode(value)).value();
}

TEST(Encoding, KeepsEveryType) {
    const Value values[] = {nullptr,
                            true,
                            Decimal::parse("12.50").value(),
                            Decimal::parse("1234567890123456789012345678901234").value(),
                            "髙橋\n\"\\",
                            "",
                            Date{2026, 11, 22},
                            Time::parse("09:30:00+09:00").value(),
                            DateTime::parse("2026-11-22T09:30:00Z").value(),
                            DateTime::parse("2026-11-22T09:30:00.5").value(),
                            parseDayTimeDuration("-P1DT2H").value(),
                            parseYearMonthDuration("P1Y2M").value(),
                            Range{1, Value(), true, false},
                            Range{Date{2026, 1, 1}, Date{2026, 12, 31}, false, true},
                            List{},
                            List{1, List{"a", Date{2026, 1, 1}}},
                            Context{},
                            Context{{"a", Context{{"b", Date{2026, 1, 1}}}}, {"c", List{Context{}}}}};
    for (const Value& value : values) EXPECT_EQ(there(value), value) << encode(value);
}

TEST(Encoding, PlainValuesAreOrdinaryJson) {
    EXPECT_EQ(encode(Context{{"a", List{1, "x", true, nullptr}}}),
              json::write(Context{{"a", List{1, "x", true, nullptr}}}));
}

TEST(Encoding, AContextThatLooksLikeAWrappedValueComesBackAsItWas) {
    const Value values[] = {Context{{"$", "date"}, {"v", "2026-11-22"}}, Context{{"$", Context{{"$", 1}}}},
                            Context{{"$", Date{2026, 1, 1}}}};
    for (const Value& value : values) EXPECT_EQ(there(value), value) << encode(value);
}

TEST(Encoding, RefusesWhatItDidNotWrite) {
    for (const char* text :
         {"", "{", R"({"$":"date","v":"2026-02-30"})", R"({"$":"date"})", R"({"$":"moon","v":"x"})", R"({"$":1})",
          R"({"$":"range","v":[1,2]})", R"({"$":"context","v":[["a"]]})", R"([{"$":"time","v":1}])"}) {
        const auto value = decode(text);
        ASSERT_FALSE(value) << text;
        EXPECT_EQ(value.error().code, "W106") << text;
    }
}

TEST(Encoding, ACheckedValueCanAlwaysBeReadBack) {
    Value deepest = Date{2026, 1, 1};
    for (int i = 0; i < 46; ++i) deepest = Context{{"$", deepest}};
    const Context variables = {{"x", deepest}};
    ASSERT_TRUE(checkStorable(variables));
    EXPECT_EQ(there(variables), Value(variables));
    EXPECT_FALSE(checkStorable({{"x", Context{{std::string("\xc3"), 1}}}}));
    EXPECT_FALSE(checkStorable({{"x", Range{std::string("\xc3"), 1, true, true}}}));
}

}  // namespace
}  // namespace toitsu::workflows
