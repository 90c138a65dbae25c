#include "apps/server/shape.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace toitsu::server {
namespace {

Shape shape(const std::string& text) {
    auto parsed = Shape::parse(text);
    EXPECT_TRUE(parsed) << text;
    return *parsed;
}

// "" when it fits, otherwise the English words.
std::string fits(const std::string& text, const std::string& value, const Shape::Names& names = {}) {
    const auto good = shape(text).check(*json::parse(value), names);
    return good ? "" : good.error().message.en;
}

TEST(Shape, ChecksAValueAndNamesThePlace) {
    const std::string entry = "{lease: string, entries: [{item: string, action: accept|correct, note?: string}]}";
    EXPECT_EQ(fits(entry, R"({"lease":"a","entries":[]})"), "");
    EXPECT_EQ(fits(entry, R"({"lease":"a","entries":[{"item":"i","action":"accept","note":null}]})"), "");
    EXPECT_EQ(fits(entry, R"({"lease":"a","entries":[{"item":"i","action":"secret"}]})"),
              "the request's $.entries[0].action is none of accept, correct");
    EXPECT_EQ(fits(entry, R"({"lease":"a"})"), "the request's $.entries is missing");
    EXPECT_EQ(fits(entry, R"({"lease":1,"entries":[]})"), "the request's $.lease is no string");
    EXPECT_EQ(fits(entry, R"({"lease":"a","entries":[],"secret":1})"),
              "the request's $ has a member that is not known here");
    EXPECT_EQ(fits(entry, "[]"), "the request's $ is no object");
}

TEST(Shape, KnowsTypesWordsAndNames) {
    EXPECT_EQ(fits("int", "3"), "");
    for (const char* no : {"3.5", "2147483648", "-2147483649", "4294967297", "9223372036854775807", "1e6144"})
        EXPECT_NE(fits("int", no), "") << no;
    EXPECT_EQ(fits("int", "-2147483648"), "");
    EXPECT_EQ(fits("number", "3.5"), "");
    EXPECT_EQ(fits("time", "\"2026-11-29T10:00:00+09:00\""), "");
    EXPECT_NE(fits("time", "\"2026-11-29T10:00:00\""), "");
    EXPECT_EQ(fits("string|null", "null"), "");
    EXPECT_NE(fits("string|null", "1"), "");
    EXPECT_EQ(fits("[[number]]", "[[1,2],[3]]"), "");
    EXPECT_EQ(fits("a|\"b c\"|null", "\"b c\""), "");
    const Shape::Names names{{"Item", shape("{id: string}")}};
    EXPECT_EQ(fits("[Item]", R"([{"id":"x"}])", names), "");
    EXPECT_NE(fits("[Item]", R"([{"id":1}])", names), "");
    EXPECT_NE(fits("string", '"' + std::string(20'001, 'x') + '"'), "");
}

TEST(Shape, BecomesJsonSchema) {
    EXPECT_EQ(json::write(shape("{id: string, mode?: a|b, at: time|null, list: [Item]}").schema()),
              R"({"type":"object","properties":{"id":{"type":"string"},)"
              R"("mode":{"anyOf":[{"type":"string","enum":["a","b"]},{"type":"null"}]},)"
              R"("at":{"anyOf":[{"type":"string","format":"date-time"},{"type":"null"}]},)"
              R"("list":{"type":"array","items":{"$ref":"#/components/schemas/Item"}}},)"
              R"("required":["id","at","list"],"additionalProperties":false})");
}

TEST(Shape, MistakesAreFound) {
    for (const std::string wrong : {"", "{", "{a}", "{a:}", "[string", "string|", "{a: string} x", "\"open"})
        EXPECT_FALSE(Shape::parse(wrong)) << wrong;
    EXPECT_TRUE(Shape::members(""));
    EXPECT_FALSE(Shape::members("a"));
}

}  // namespace
}  // namespace toitsu::server
