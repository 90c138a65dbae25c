#include "forms/doors/incoming.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "tests/unit/forms/example.h"

namespace toitsu::forms {
namespace {

const IncomingOptions kTyped{.kind = IncomingKind::entered};

std::vector<IncomingRecord> fromCsv(const std::string& csv, Findings& findings, const IncomingOptions& options = kTyped,
                                    const Mapping* mapping = nullptr) {
    return recordsFromCsv(csv, "in.csv", example::form(), mapping, options, findings);
}

std::string valueOf(const IncomingRecord& one, const char* field) {
    return canonicalText(one.record.find(field)->value);
}

TEST(CsvIncoming, entersAsWhatWasTyped) {
    Findings findings;
    const auto records = fromCsv(
        "filed-on,氏名,person.kana,person.postcode,amount,kind,items,agreed,電話\r\n"
        "令和8年4月1日,髙﨑\U000E0100 太郎,ながの ﾀﾛｳ,〒384-0025,\"1,234円\",新規,\"甲、丙\",はい,0267-22-1700\r\n"
        "\r\n"
        "2026-04-02,山田 花子,ヤマダ ハナコ,,0,change,,0,\r\n",
        findings);
    EXPECT_EQ(example::listed(findings), "");
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(valueOf(records[0], "filed-on"), "2026-04-01");
    EXPECT_EQ(valueOf(records[0], "person.name"), "髙﨑\U000E0100 太郎");
    EXPECT_EQ(valueOf(records[0], "person.kana"), "ナガノ タロウ");
    EXPECT_EQ(valueOf(records[0], "person.postcode"), "384-0025");
    EXPECT_EQ(valueOf(records[0], "amount"), "1234");
    EXPECT_EQ(valueOf(records[0], "kind"), "new");
    EXPECT_EQ(valueOf(records[0], "items"), "a|c");
    EXPECT_EQ(valueOf(records[0], "agreed"), "true");
    EXPECT_FALSE(records[0].record.find("amount")->doubt);
    EXPECT_TRUE(records[0].record.find("person.name")->doubt) << "a person always checks a name";
    EXPECT_EQ(records[1].place.line, 4);
    EXPECT_EQ(records[1].record.form, "notice");
    EXPECT_EQ(records[1].record.formVersion, 2);
}

TEST(CsvIncoming, anotherEnginesReadingIsForAPersonUntilItIsMeasured) {
    Findings findings;
    const auto unknown = fromCsv("amount,number\n1200,0123456789\n", findings, {});
    EXPECT_TRUE(unknown[0].record.find("amount")->doubt);
    EXPECT_EQ(valueOf(unknown[0], "amount"), "1200");
    const auto measured = fromCsv("amount,number\n1200,0123456789\n", findings, {.confidence = 0.995});
    EXPECT_FALSE(measured[0].record.find("amount")->doubt);
    EXPECT_EQ(measured[0].record.find("amount")->readings[0].recognizer, "import");
}

TEST(CsvIncoming, aBlackDotIsNotReadable) {
    Findings findings;
    const auto records =
        fromCsv("number,person.name,remark,amount\n01●3456789,長●太郎,●,12\n", findings, {.confidence = 0.999});
    ASSERT_EQ(records.size(), 1U);
    for (const char* field : {"number", "person.name", "remark"}) {
        EXPECT_TRUE(records[0].record.find(field)->doubt) << field;
        EXPECT_EQ(records[0].record.find(field)->readings[0].crop, "");
    }
    EXPECT_EQ(valueOf(records[0], "number"), "");
    EXPECT_EQ(valueOf(records[0], "person.name"), "長●太郎");
    EXPECT_FALSE(records[0].record.find("amount")->doubt);
}

TEST(CsvIncoming, aMappingKnowsTheirHeadersPartsAndWords) {
    Findings findings;
    const Form form = example::form();
    const Mapping mapping = parseMapping(
        "column,field,part,text,code\n"
        "提出年,filed-on,year,,\n提出月,filed-on,month,,\n提出日,filed-on,day,,\n元号,filed-on,era,,\n"
        "区分,kind,,1:新規の届,new\n区分,kind,,2:変更の届,change\n"
        "通数,copies,,,\n",
        "map.csv", form, findings);
    ASSERT_EQ(mapping.columns.size(), 6U);
    const auto records =
        fromCsv("区分,提出年,提出月,提出日,元号,通数,備忘\n2:変更の届,8,4,1,令和,3,x\n", findings, kTyped, &mapping);
    EXPECT_TRUE(findings.errors.empty()) << example::listed(findings);
    ASSERT_EQ(findings.warnings.size(), 1U);
    EXPECT_EQ(findings.warnings[0].code, "F245");
    EXPECT_EQ(findings.warnings[0].place.text(), "in.csv:1:22");
    EXPECT_EQ(valueOf(records[0], "filed-on"), "2026-04-01");
    EXPECT_EQ(valueOf(records[0], "kind"), "change");
    EXPECT_EQ(valueOf(records[0], "copies"), "3");
    // The rule of the form speaks as for a page that was read: 変更 needs an amount.
    ASSERT_FALSE(records[0].record.broken.empty());
    EXPECT_EQ(records[0].record.broken[0].rule, "change-needs-amount");
}

TEST(CsvIncoming, takesTheLayoutsFixedParts) {
    Findings findings;
    const Layout layout = example::layout();
    IncomingOptions options = kTyped;
    options.layout = &layout;
    const auto records = fromCsv("filed-on#year,filed-on#month,filed-on#day\n8,4,1\n", findings, options);
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(valueOf(records[0], "filed-on"), "2026-04-01") << "令和 is printed on the paper";
    EXPECT_EQ(records[0].record.layout, "komoro-2021");
    EXPECT_EQ(records[0].record.municipality, "202088");
}

struct Wrong {
    const char *csv, *code, *place;
};

TEST(CsvIncoming, tellsWhereAFileIsWrong) {
    const Wrong wrongs[] = {{"amount,kind\n1\n2,new\n", "F246", "in.csv:2:1"},
                            {"a,b\n1,2\n", "F249", "in.csv:1:1"},
                            {"", "F249", "in.csv:1:1"},
                            {"amount\n\"12\n", "X030", "in.csv:2:1"}};
    for (const auto& [csv, code, place] : wrongs) {
        Findings findings;
        fromCsv(csv, findings);
        ASSERT_FALSE(findings.errors.empty()) << csv;
        EXPECT_EQ(findings.errors[0].code, code) << csv;
        EXPECT_EQ(findings.errors[0].place.text(), place) << csv;
    }
    Findings findings;
    EXPECT_EQ(fromCsv("amount,kind\n1\n2,new\n", findings).size(), 1U) << "the other row is taken";
}

TEST(Mapping, tellsWhereItIsWrong) {
    const Wrong wrongs[] = {{"x,y\n", "F240", "map.csv:1:1"},
                            {"column,field\nA,persn.name\n", "F241", "map.csv:2:3"},
                            {"column,field,part\nA,filed-on,yaer\n", "F242", "map.csv:2:12"},
                            {"column,field,part,text,code\nA,kind,,新,nwe\n", "F243", "map.csv:2:11"}};
    for (const auto& [csv, code, place] : wrongs) {
        Findings findings;
        parseMapping(csv, "map.csv", example::form(), findings);
        ASSERT_EQ(findings.errors.size(), 1U) << csv;
        EXPECT_EQ(findings.errors[0].code, code);
        EXPECT_EQ(findings.errors[0].place.text(), place) << csv;
    }
    Findings findings;
    const Mapping mapping = parseMapping("column,field\n金額欄,amount\n", "map.csv", example::form(), findings);
    recordsFromCsv("金額,kind\n1,new\n", "in.csv", example::form(), &mapping, kTyped, findings);
    ASSERT_EQ(findings.errors.size(), 1U);
    EXPECT_EQ(findings.errors[0].code, "F244");
    EXPECT_EQ(findings.errors[0].place.text(), "map.csv:2:1");
}

TEST(Incoming, tellsTheEncodingByTheBytes) {
    const std::string text = "氏名,フリガナ\n髙橋,タカハシ\n";
    EXPECT_EQ(decodedTable(text).value(), text);
    EXPECT_EQ(decodedTable("\xEF\xBB\xBF" + text).value(), text);
    EXPECT_EQ(decodedTable(text::toCp932(text).value()).value(), text);
    EXPECT_EQ(decodedTable(text::toCp932(text).value(), "cp932").value(), text);
    EXPECT_FALSE(decodedTable("\x81"));
}

std::vector<IncomingRecord> fromJson(const std::string& json, Findings& findings) {
    return recordsFromJson(json, "in.json", example::form(), nullptr, kTyped, findings);
}

TEST(JsonIncoming, takesAWebForm) {
    Findings findings;
    const auto records = fromJson(
        R"({"form": "notice", "fields": {"filed-on": "2026-04-01", "person": {"name": "長野 太郎", "kana": "ナガノ タロウ"},
            "kind": "new", "items": ["c", "a"], "agreed": true, "amount": 1234, "copies": "2", "person.phone": null}})",
        findings);
    EXPECT_EQ(example::listed(findings), "");
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(valueOf(records[0], "person.name"), "長野 太郎");
    EXPECT_EQ(valueOf(records[0], "items"), "a|c");
    EXPECT_EQ(valueOf(records[0], "agreed"), "true");
    EXPECT_EQ(valueOf(records[0], "amount"), "1234");
    EXPECT_EQ(valueOf(records[0], "person.phone"), "");
}

TEST(JsonIncoming, takesListsAndLines) {
    Findings findings;
    EXPECT_EQ(fromJson(R"([{"amount": 1}, {"amount": 2}])", findings).size(), 2U);
    const auto lines = fromJson("{\"amount\": 1}\n\n{\"amount\": 2}\n", findings);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[1].place.text(), "in.json:3:1");
    const auto list = fromJson("[\n{\"amount\": 1},\n  {\"amount\": 2}]", findings);
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].place.text(), "in.json:2:1");
    EXPECT_EQ(list[1].place.text(), "in.json:3:3");
    EXPECT_EQ(example::listed(findings), "");
}

TEST(JsonIncoming, tellsWhereAFileIsWrong) {
    const Wrong wrongs[] = {{"{\"amount\": 1,\n \"amuont\": 2}", "F241", "in.json:2:12"},
                            {"[{\"amount\": 1},\n {\"kind\": {\"a\": 1}}]", "F247", "in.json:2:11"},
                            {"{\"items\": [\"a\", 1]}", "F247", "in.json:1:11"},
                            {"[1]", "F247", "in.json:1:2"},
                            {"{\"form\": \"other\", \"fields\": {}}", "F248", "in.json:1:10"},
                            {"{\"amount\": }", "X101", "in.json:1:12"},
                            {"{\"amount\": 1}\n{\"amuont\": 2}\n", "F241", "in.json:2:12"},
                            {"{\"amount\": 1}\n\n{\"amount\": }\n", "X101", "in.json:3:12"},
                            {" [{\"amount\": 1}, {\"amuont\": 2}]", "F241", "in.json:1:29"},
                            {"[{\"amount\": 1},\n\n  {\"amount\": 1,\n\"amuont\": 2}]", "F241", "in.json:4:11"}};
    for (const auto& [json, code, place] : wrongs) {
        Findings findings;
        fromJson(json, findings);
        ASSERT_EQ(findings.errors.size(), 1U) << json;
        EXPECT_EQ(findings.errors[0].code, code) << json;
        EXPECT_EQ(findings.errors[0].place.text(), place) << json;
    }
}

}  // namespace
}  // namespace toitsu::forms
