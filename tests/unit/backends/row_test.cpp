#include <gtest/gtest.h>

#include "tests/unit/backends/sample.h"

namespace toitsu::backends {
namespace {

Result<Row> rowOf(const std::string& inner, const Context& fields) {
    std::vector<Error> errors;
    const auto binding = sample::columns(inner, &errors);
    if (!binding) return fail(errors.front());
    return binding->row(fields);
}

// The text of the one column `attributes` describes, or the code of the error.
std::string text(const std::string& attributes, const Value& value, const std::string& inner = {}) {
    const auto row = rowOf("<column name='列' field='a.some-field' " + attributes + ">" + inner + "</column>",
                           Context{{"a", Context{{"some_field", value}}}});
    return row ? row->at(0).value : row.error().code;
}

const std::string codes = "<map code='leave' to='4'/><map code='death' to='3'/>";
const std::string yesNo = "<map code='true' to='1'/><map code='false' to='0'/>";

TEST(Row, MapsCodesAndNeverPassesOneThrough) {
    EXPECT_EQ(text("", "leave", codes), "4");
    EXPECT_EQ(text("", "retirement", codes), "B010");
    EXPECT_EQ(text("", "4", codes), "B010") << "the system's own code is no canonical code";
    EXPECT_EQ(text("", "Leave", codes), "B010");
    EXPECT_EQ(text("", nullptr, codes), "");
    EXPECT_EQ(text("empty='9'", nullptr, codes), "9");
    EXPECT_EQ(text("", true, yesNo), "1");
    EXPECT_EQ(text("", false, yesNo), "0");
    EXPECT_EQ(text("", true), "B010") << "a flag has no text of its own";
}

TEST(Row, AsksAListForOneCode) {
    EXPECT_EQ(text("contains='domicile'", List{"nationality", "domicile"}, yesNo), "1");
    EXPECT_EQ(text("contains='domicile'", List{"nationality"}, yesNo), "0");
    EXPECT_EQ(text("contains='domicile'", nullptr, yesNo), "0");
    EXPECT_EQ(text("", List{"nationality"}), "B014");
    EXPECT_EQ(text("", List{"nationality"}, codes), "B014");
}

TEST(Row, WritesDates) {
    const Date day{2026, 1, 5};
    EXPECT_EQ(text("date-format='iso'", day), "2026-01-05");
    EXPECT_EQ(text("date-format='yyyymmdd'", day), "20260105");
    EXPECT_EQ(text("date-format='yyyy/mm/dd'", day), "2026/01/05");
    EXPECT_EQ(text("date-format='wareki-7digits'", day), "5080105");
    EXPECT_EQ(text("date-format='wareki-7digits'", "1986-04-30"), "3610430") << "text from a store";
    EXPECT_EQ(text("date-format='wareki-7digits'", Date{2019, 4, 30}), "4310430");
    EXPECT_EQ(text("date-format='wareki-7digits'", Date{2019, 5, 1}), "5010501");
    EXPECT_EQ(text("date-format='wareki-7digits'", Date{1926, 12, 24}), "2151224");
    EXPECT_EQ(text("date-format='wareki-7digits'", Date{1867, 1, 1}), "B014");
    EXPECT_EQ(text("date-format='iso'", "昭和61年"), "B014");
    EXPECT_EQ(text("date-format='iso'", "2026-02-30"), "B014");
    EXPECT_EQ(text("date-format='iso'", nullptr), "");
}

TEST(Row, WritesMoneyAndDigits) {
    EXPECT_EQ(text("money='plain'", 1234567), "1234567");
    EXPECT_EQ(text("money='plain'", "250000"), "250000");
    EXPECT_EQ(text("money='commas'", 1234567), "1,234,567");
    EXPECT_EQ(text("money='commas'", 999), "999");
    EXPECT_EQ(text("money='plain' zero-pad='9'", 60000), "000060000");
    EXPECT_EQ(text("money='plain'", *Decimal::parse("0.5")), "B014");
    EXPECT_EQ(text("money='plain'", -1), "B014");
    EXPECT_EQ(text("money='plain'", "many"), "B014");
    EXPECT_EQ(text("zero-pad='2'", "6"), "06");
    EXPECT_EQ(text("zero-pad='2'", "123"), "B012");
    EXPECT_EQ(text("zero-pad='4'", "1a"), "B014");
    EXPECT_EQ(text("zero-pad='4'", nullptr), "") << "nothing is no zero";
    EXPECT_EQ(text("digits-only='true'", "026-224-１２34"), "0262241234");
    EXPECT_EQ(text("digits-only='true'", "なし"), "B014");
}

TEST(Row, SplitsAndJoins) {
    EXPECT_EQ(text("split='-' piece='1'", "026-224-1234"), "026");
    EXPECT_EQ(text("split='-' piece='3'", "026-224-1234"), "1234");
    EXPECT_EQ(text("split='-' piece='2'", "0262241234"), "B014");
    const Context fields{{"a", "380-8512"}, {"b", nullptr}, {"c", "長野市"}};
    const std::string inner =
        "<column name='x' separator='　'><part field='a'/><part field='b'/><part value='◇'/><part field='c'/></column>";
    ASSERT_TRUE(rowOf(inner, fields));
    EXPECT_EQ(rowOf(inner, fields)->at(0).value, "380-8512　◇　長野市");
    EXPECT_EQ(rowOf("<column name='x' value='ID01'/>", {})->at(0).value, "ID01");
}

TEST(Row, WritesKana) {
    EXPECT_EQ(text("kana='half'", "タカハシ　ガク"), "ﾀｶﾊｼ ｶﾞｸ");
    EXPECT_EQ(text("kana='half'", "たかはし がく"), "ﾀｶﾊｼ ｶﾞｸ");
    EXPECT_EQ(text("kana='full'", "ﾀｶﾊｼ ｶﾞｸ"), "タカハシ ガク");
    EXPECT_EQ(text("kana='half'", "髙橋"), "B014");
    EXPECT_EQ(text("kana='full'", "髙橋"), "B014");
}

TEST(Row, StopsAtLengthsInsteadOfCutting) {
    EXPECT_EQ(text("max-chars='3'", "髙橋岳"), "髙橋岳");
    EXPECT_EQ(text("max-chars='2'", "髙橋岳"), "B012");
    EXPECT_EQ(text("max-bytes='6'", "髙橋岳"), "髙橋岳") << "two bytes each in CP932, three in UTF-8";
    EXPECT_EQ(text("max-bytes='5'", "髙橋岳"), "B012");
    EXPECT_EQ(text("required='true'", nullptr), "B011");
    EXPECT_EQ(text("required='true'", ""), "B011");
}

TEST(Row, TellsHowManyCharactersTheEncodingLacksAndNotWhich) {
    const auto row =
        rowOf("<column name='氏名' field='employee.name'/>", Context{{"employee", Context{{"name", "𠮷田𠀋夫"}}}});
    ASSERT_FALSE(row);
    EXPECT_EQ(row.error().code, "B013");
    EXPECT_NE(row.error().message.en.find("employee.name"), std::string::npos);
    EXPECT_NE(row.error().message.en.find(" 2 character"), std::string::npos);
    EXPECT_NE(row.error().message.ja.find("2 字"), std::string::npos);
    for (const std::string& message : {row.error().message.en, row.error().message.ja})
        for (const char* secret : {"𠮷", "𠀋", "田", "夫"})
            EXPECT_EQ(message.find(secret), std::string::npos) << message;
}

TEST(Row, ReplacesOnlyWhatTheBindingDeclares) {
    const Context fields{{"a", "〜𠮷"}};
    EXPECT_EQ(rowOf("<column name='x' field='a'/>", fields).error().code, "B013");
    EXPECT_EQ(rowOf("<replace from='〜' to='～'/><replace from='𠮷' to='吉'/><column name='x' field='a'/>", fields)
                  ->at(0)
                  .value,
              "～吉");
}

TEST(Row, RefusesControlCharacters) {
    EXPECT_EQ(text("", "長野市\n1番"), "B014");
    EXPECT_EQ(text("", "\x1b[2J"), "B014");
    EXPECT_EQ(text("", "=1+1,\"x\""), "=1+1,\"x\"") << "hostile text arrives as it is; quoting is the file's matter";
}

TEST(Row, NoMessageHoldsAValue) {
    const std::string secret = "himitsu";
    for (const char* attributes : {"max-chars='3'", "max-bytes='3'", "kana='full'", "date-format='iso'",
                                   "money='plain'", "zero-pad='9'", "split='-' piece='2'", "digits-only='true'"}) {
        const auto row = rowOf("<column name='c' field='a' " + std::string(attributes) + "/>", Context{{"a", secret}});
        ASSERT_FALSE(row) << attributes;
        EXPECT_EQ(row.error().message.ja.find(secret), std::string::npos);
        EXPECT_EQ(row.error().message.en.find(secret), std::string::npos);
        EXPECT_EQ(row.error().place.file, "b.xml");
        EXPECT_GT(row.error().place.line, 0);
    }
    const auto row = rowOf("<column name='c' field='a'><map code='x' to='1'/></column>", Context{{"a", secret}});
    EXPECT_EQ(row.error().code, "B010");
    EXPECT_EQ(row.error().message.en.find(secret), std::string::npos);
}

}  // namespace
}  // namespace toitsu::backends
