#include <gtest/gtest.h>

#include "example.h"

namespace toitsu::forms {
namespace {

struct Entry {
    const char *field, *text, *canonical;
};

class Entered : public testing::TestWithParam<Entry> {};

TEST_P(Entered, becomesCanonical) {
    const auto& [id, text, canonical] = GetParam();
    const Form form = example::form();
    const Field& field = *form.field(id);
    const auto value = parseField(field, text);
    ASSERT_TRUE(value) << value.error().text(Language::en);
    EXPECT_EQ(canonicalText(*value), canonical);
    EXPECT_EQ(parseField(field, canonical).value(), *value);
}

INSTANTIATE_TEST_SUITE_P(
    Each, Entered,
    testing::Values(Entry{"filed-on", "昭和61年4月30日", "1986-04-30"}, Entry{"filed-on", "S61.4.30", "1986-04-30"},
                    Entry{"filed-on", "3610430", "1986-04-30"}, Entry{"filed-on", " 1986-04-30 ", "1986-04-30"},
                    Entry{"filed-on", "", ""}, Entry{"person.kana", "ながの　ﾀﾛｳ", "ナガノ　タロウ"},
                    Entry{"person.name", "  髙﨑\xF3\xA0\x84\x80 ①郎 ", "髙﨑\xF3\xA0\x84\x80 ①郎"},
                    Entry{"person.postcode", "〒３８４－００２５", "384-0025"},
                    Entry{"person.postcode", "3840025", "384-0025"},
                    Entry{"person.phone", "（0267）22－1700", "0267-22-1700"},
                    Entry{"amount", "￥1,234,567円", "1234567"}, Entry{"amount", "▲500", "-500"},
                    Entry{"amount", "0", "0"}, Entry{"number", "０１２３-456 789", "0123456789"},
                    Entry{"copies", "1", "1"}, Entry{"person.my-number", "1234 5678 9018", "123456789018"},
                    Entry{"kind", "変更", "change"}, Entry{"kind", "new", "new"}, Entry{"items", "丙|a", "a|c"},
                    Entry{"items", "", ""}, Entry{"agreed", "はい", "true"}, Entry{"stamp", "無", "false"},
                    Entry{"remark", "備考", "備考"}));

struct Refusal {
    const char *field, *text, *code;
};

class Refused : public testing::TestWithParam<Refusal> {};

TEST_P(Refused, withACode) {
    const auto& [id, text, code] = GetParam();
    const Form form = example::form();
    const auto value = parseField(*form.field(id), text);
    ASSERT_FALSE(value);
    EXPECT_EQ(value.error().code, code);
}

INSTANTIATE_TEST_SUITE_P(
    Each, Refused,
    testing::Values(Refusal{"remark", "123456789012345678901", "F201"}, Refusal{"person.kana", "長野", "F202"},
                    Refusal{"filed-on", "昨日", "F203"}, Refusal{"filed-on", "2026-02-29", "F203"},
                    Refusal{"person.postcode", "384-002", "F204"}, Refusal{"person.phone", "110", "F205"},
                    Refusal{"person.phone", "0267-aa-1700", "F205"}, Refusal{"amount", "1.5", "F206"},
                    Refusal{"amount", "千円", "F206"}, Refusal{"copies", "1234", "F207"},
                    Refusal{"number", "12345", "F207"}, Refusal{"person.my-number", "983205673210", "F208"},
                    Refusal{"items", "a|x", "F209"}, Refusal{"agreed", "maybe", "F210"}));

}  // namespace
}  // namespace toitsu::forms
