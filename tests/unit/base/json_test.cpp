#include "base/json.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"

namespace toitsu::json {
namespace {

std::string problem(std::string_view text) {
    const auto value = parse(text, "a.json");
    return value ? "fine" : value.error().code + " " + value.error().place.text();
}

std::string rewritten(std::string_view text) {
    const auto value = parse(text);
    return value ? write(*value) : value.error().text(Language::en);
}

TEST(Json, ReadsAndWritesEveryType) {
    EXPECT_EQ(rewritten(" { \"b\" : [ 1 , true , false , null , \"二\" ] , \"a\" : { } } "),
              "{\"b\":[1,true,false,null,\"二\"],\"a\":{}}");
    EXPECT_EQ(rewritten("[]"), "[]");
    EXPECT_EQ(rewritten("\"\""), "\"\"");
    EXPECT_EQ(rewritten("\xEF\xBB\xBF"
                        "1"),
              "1");
}

TEST(Json, NumbersKeepTheirDigits) {
    EXPECT_EQ(rewritten("1234567890123456789012345678901234"), "1234567890123456789012345678901234");
    EXPECT_EQ(rewritten("0.1234567890123456789012345678901234"), "0.1234567890123456789012345678901234");
    EXPECT_EQ(rewritten("-1.50E+2"), "-150");
    EXPECT_EQ(rewritten("0.1"), "0.1");
    EXPECT_EQ(rewritten("-0"), "0");
    EXPECT_EQ(problem("1e7000"), "X101 a.json:1:1");
    for (const char* text : {"01", "+1", ".5", "1.", "1e", "-", "0x1", "NaN", "Infinity", "1_000"})
        EXPECT_EQ(problem(text).substr(0, 4), "X101") << text;
}

TEST(Json, StringsEscape) {
    EXPECT_EQ(*parse(R"("\"\\\/\b\f\n\r\t\u3042\ud842\udfb7")")->string(), "\"\\/\b\f\n\r\tあ𠮷");
    EXPECT_EQ(write(Value(std::string("\"\\\n\x01\x7F/\0", 7))), "\"\\\"\\\\\\n\\u0001\x7F/\\u0000\"");
    EXPECT_EQ(write(Value("a\xFF"
                          "b")),
              "\"a\uFFFDb\"");
    for (const char* text : {R"("\ud842")", R"("\ud842x")", R"("\udfb7")", R"("\ud842\u0041")", R"("\u12")", R"("\x")",
                             "\"a\nb\"", "\"open", "\"\\"})
        EXPECT_EQ(problem(text).substr(0, 4), "X101") << text;
}

TEST(Json, SaysWhereItIsBroken) {
    EXPECT_EQ(problem("{\n  \"氏名\": 山\n}"), "X101 a.json:2:9");
    EXPECT_EQ(problem("[1,2,]"), "X101 a.json:1:6");
    EXPECT_EQ(problem("{\"a\":1,}"), "X101 a.json:1:8");
    EXPECT_EQ(problem("[1 2]"), "X101 a.json:1:4");
    EXPECT_EQ(problem("{a:1}"), "X101 a.json:1:2");
    EXPECT_EQ(problem("{\"a\" 1}"), "X101 a.json:1:6");
    EXPECT_EQ(problem("1 1"), "X101 a.json:1:3");
    EXPECT_EQ(problem(""), "X101 a.json:1:1");
    EXPECT_EQ(problem("[\n"), "X101 a.json:2:1");
    EXPECT_EQ(problem("tru"), "X101 a.json:1:1");
    EXPECT_EQ(problem("[\"\xE3\x81\"]"), "X101 a.json:1:3");
    EXPECT_EQ(problem(std::string_view("\0", 1)), "X101 a.json:1:1");
}

TEST(Json, RefusesTooDeepNesting) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_EQ(problem(nested(200)), "fine");
    EXPECT_EQ(problem(nested(201)), "X101 a.json:1:201");
    EXPECT_EQ(parse(nested(201)).error().kind, ErrorKind::limit);
    EXPECT_EQ(problem(std::string(1'000'000, '[')), "X101 a.json:1:201");
}

TEST(Json, TheLastOfEqualNamesWins) {
    EXPECT_EQ(rewritten(R"({"a":1,"b":2,"a":3})"), R"({"a":3,"b":2})");
}

TEST(Json, ManyNamesAreReadQuickly) {
    std::string text = "{";
    for (int i = 0; i < 200'000; ++i) text += "\"k" + std::to_string(i) + "\":1,";
    text.back() = '}';
    EXPECT_EQ(parse(text)->context()->size(), 200'000u);
}

TEST(Json, TemporalValuesBecomeIsoStrings) {
    const Value value(List{Date{2026, 11, 21}, Time{9, 30, 0, 0, {}}, *DateTime::parse("2026-11-21T09:30:00+09:00"),
                           DayTimeDuration{93600, 0}, YearMonthDuration{14}});
    EXPECT_EQ(write(value), R"(["2026-11-21","09:30:00","2026-11-21T09:30:00+09:00","P1DT2H","P1Y2M"])");
    EXPECT_EQ(write(Value(Range{1, nullptr, true, false})),
              R"({"low":1,"high":null,"lowIncluded":true,"highIncluded":false})");
    EXPECT_EQ(write(Value(*Decimal::parse("9e6144") * 10)), "null");
}

TEST(Json, PrettyHasTwoSpaces) {
    EXPECT_EQ(writePretty(Value(Context{{"a", List{1, Context{}}}, {"b", List{}}})),
              "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
}

Value anyValue(int depth) {
    switch (*rc::gen::inRange(0, depth > 0 ? 6 : 4)) {
        case 0:
            return Value();
        case 1:
            return Value(*rc::gen::arbitrary<bool>());
        case 2: {
            const auto digits = std::to_string(*rc::gen::arbitrary<std::int64_t>());
            return Value(*Decimal::parse(digits + "e" + std::to_string(*rc::gen::inRange(-50, 50))));
        }
        case 3:
            return Value(text::encode(text::decode(*rc::gen::arbitrary<std::string>())));
        case 4: {
            List items;
            for (int i = *rc::gen::inRange(0, 4); i > 0; --i) items.push_back(anyValue(depth - 1));
            return Value(std::move(items));
        }
        default: {
            Context members;
            for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
                std::string name = text::encode(text::decode(*rc::gen::arbitrary<std::string>()));
                members.put(std::move(name), anyValue(depth - 1));
            }
            return Value(std::move(members));
        }
    }
}

RC_GTEST_PROP(JsonProperty, ValuesReadBack, ()) {
    const Value value = anyValue(4);
    const auto back = parse(write(value));
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == value);
    const auto pretty = parse(writePretty(value));
    RC_ASSERT(pretty.has_value());
    RC_ASSERT(write(*pretty) == write(value));
}

RC_GTEST_PROP(JsonProperty, AnyBytesAreAnswered, (std::string bytes)) {
    const auto value = parse(bytes, "f");
    RC_ASSERT((value || value.error().place.line >= 1));
}

TEST(Json, ANameTwiceIsAmbiguousInAStrangersText) {
    for (const char* text : {R"({"a":1,"a":2})", R"([{"b":{"a":1,"c":2,"a":1}}])", R"({"a":1,"\u0061":2})"}) {
        EXPECT_TRUE(parse(text)) << "the last counts: " << text;
        EXPECT_EQ(parseUnambiguous(text).error().code, "X101") << text;
    }
    EXPECT_TRUE(parseUnambiguous(R"([{"a":1},{"a":2,"A":3}])"));
}

RC_GTEST_PROP(JsonProperty, AnyTokensAreAnswered, ()) {
    const auto token = rc::gen::element<std::string>("{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\\", "\\u", "d842",
                                                     "1", "-", ".", "e", "true", "nul", " ", "\n", "\xE3", "あ");
    std::string text;
    for (const std::string& each : *rc::gen::container<std::vector<std::string>>(token)) text += each;
    const auto value = parse(text, "f");
    RC_ASSERT((value || value.error().code == "X101"));
}

}  // namespace
}  // namespace toitsu::json
