#include "forms/doors/outgoing.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "forms/doors/incoming.h"
#include "tests/unit/forms/example.h"

namespace toitsu::forms {
namespace {

Record someone(const std::string& name) {
    Findings findings;
    const Form form = example::form();
    auto records = recordsFromJson(
        R"({"filed-on": "2026-04-01", "person.name": ")" + name +
            R"(", "person.phone": "0267-22-1700", "kind": "change", "items": ["a", "c"], "agreed": true, "stamp": false, "amount": 1234})",
        "in.json", form, nullptr, {.kind = IncomingKind::entered}, findings);
    EXPECT_EQ(records.size(), 1U);
    return records.front().record;
}

Mapping mapped(const char* csv) {
    Findings findings;
    auto mapping = parseMapping(csv, "map.csv", example::form(), findings);
    EXPECT_EQ(example::listed(findings), "");
    return mapping;
}

TEST(Outgoing, writesTheirColumnsAndWords) {
    const Mapping mapping = mapped(
        "column,field,part,text,code\n届出年,filed-on,year,,\n元号,filed-on,era,,\n市外局番,person.phone,1,,\n"
        "区分,kind,,1 新規,new\n区分,kind,,2 変更,change\n事項,items,,,\n");
    const auto table = tableOf({someone("長野 太郎")}, example::form(), mapping, {});
    EXPECT_EQ(table.utf8, "届出年,元号,市外局番,区分,事項\r\n8,令和,0267,2 変更,a|c\r\n");
    EXPECT_TRUE(table.losses.empty());
}

TEST(Outgoing, whatGoesOutComesInAgain) {
    const Form form = example::form();
    const Record record = someone("髙﨑\U000E0100 太郎");
    const auto table = tableOf({record}, form, mappingOf(form, ColumnNames::ids), {});
    Findings findings;
    const auto back = recordsFromCsv(table.utf8, "out.csv", form, nullptr, {.kind = IncomingKind::entered}, findings);
    ASSERT_EQ(back.size(), 1U);
    for (const FieldValue& value : record.fields)
        EXPECT_EQ(canonicalText(back[0].record.find(value.field)->value), canonicalText(value.value)) << value.field;
}

TEST(Outgoing, titlesThatTwoFieldsShareAreNoHeaders) {
    std::string xml(example::kForm);
    xml.replace(xml.find("title=\"暗証\""), std::string("title=\"暗証\"").size(), "title=\"番号\"");
    Findings findings;
    const Form form = parseForm(xml, "form.xml", findings).value();
    std::vector<std::string> headers;
    for (const MappedColumn& column : mappingOf(form, ColumnNames::titles).columns) headers.push_back(column.column);
    EXPECT_EQ(std::count(headers.begin(), headers.end(), "番号"), 0);
    EXPECT_EQ(std::count(headers.begin(), headers.end(), "number"), 1);
    EXPECT_EQ(std::count(headers.begin(), headers.end(), "secret"), 1);
    EXPECT_EQ(std::count(headers.begin(), headers.end(), "備考"), 1);
    for (const std::string& header : headers) {
        std::string part;
        EXPECT_NE(fieldNamed(form, header, part), nullptr) << header;
    }
}

TEST(Outgoing, anUnknownDayGoesOutInPartsToo) {
    Findings findings;
    const Form form = example::form();
    const auto in = recordsFromJson(R"({"person.birth-date": "昭和30年3月不詳日"})", "in.json", form, nullptr,
                                    {.kind = IncomingKind::entered}, findings);
    ASSERT_EQ(in.size(), 1U);
    const Mapping mapping = mapped(
        "column,field,part\n元号,person.birth-date,era\n年,person.birth-date,year\n月,person.birth-date,month\n"
        "日,person.birth-date,day\n");
    EXPECT_EQ(tableOf({in[0].record}, form, mapping, {}).utf8, "元号,年,月,日\r\n昭和,30,3,0\r\n");
}

TEST(Outgoing, utf8KeepsNamesAsTheyAre) {
    const std::string name = "渡邉\U000E0104 𠮷①\uFA19";
    const auto table = tableOf({someone(name)}, example::form(), mapped("column,field\n氏名,person.name\n"), {});
    EXPECT_EQ(table.utf8, "氏名\r\n" + name + "\r\n");
    EXPECT_EQ(*plainValue(someone(name))["fields"]["person.name"].string(), name);
}

TEST(Outgoing, cp932NamesWhatItLoses) {
    const Mapping mapping = mapped("column,field\n氏名,person.name\n");
    OutgoingOptions options{.cp932 = true};
    const auto geta = tableOf({someone("長野"), someone("渡邉\U000E0104𠮷田")}, example::form(), mapping, options);
    EXPECT_EQ(geta.utf8, "氏名\r\n長野\r\n渡邉〓田\r\n");
    ASSERT_EQ(geta.losses.size(), 2U);
    EXPECT_EQ(lossReport(geta.losses),
              "record,field,position,code,instead\r\n2,person.name,3,U+E0104,\r\n2,person.name,4,U+20BB7,〓\r\n");
    EXPECT_EQ(lossReport(geta.losses).find("渡"), std::string::npos) << "not the name itself";
    EXPECT_TRUE(text::toCp932(geta.utf8));
    options.missing = MissingCharacter::dot;
    EXPECT_EQ(tableOf({someone("𠮷")}, example::form(), mapping, options).utf8, "氏名\r\n●\r\n");
    options.missing = MissingCharacter::map;
    EXPECT_EQ(tableOf({someone("𠮷")}, example::form(), mapping, options).utf8, "氏名\r\n吉\r\n");
    options.characters = parseCharacterMap("𠮷,佶\n", "map").value();
    EXPECT_EQ(tableOf({someone("𠮷")}, example::form(), mapping, options).utf8, "氏名\r\n佶\r\n");
    // 髙 and ① are in CP932 and stay.
    EXPECT_EQ(tableOf({someone("髙①")}, example::form(), mapping, options).utf8, "氏名\r\n髙①\r\n");
}

TEST(Outgoing, aCharacterMapHasOneForOne) {
    const auto wrong = parseCharacterMap("𠮷,吉\nab,c\n", "map.csv");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, "F250");
    EXPECT_EQ(wrong.error().place.text(), "map.csv:2:1");
}

TEST(Outgoing, jsonHoldsPlainValues) {
    const Value value = plainValue(someone("長野"));
    EXPECT_EQ(json::write(value["fields"]["items"]), R"(["a","c"])");
    EXPECT_EQ(json::write(value["fields"]["amount"]), "1234");
    EXPECT_EQ(json::write(value["fields"]["filed-on"]), R"("2026-04-01")");
    EXPECT_EQ(*value["form"].string(), "notice");
}

}  // namespace
}  // namespace toitsu::forms
