// Repeating groups and a layout's own fields, from the two files to the record.

#include <gtest/gtest.h>

#include <algorithm>

#include "example.h"
#include "forms/blank.h"
#include "forms/findings.h"
#include "forms/layout_pages.h"

namespace toitsu::forms {
namespace {

using example::at;
using example::find;
using example::reading;
using example::replaced;

constexpr std::string_view kForm =
    R"(<form xmlns="urn:toitsu:form:1" id="allowance" title="手当の請求" basis="児童手当法">
  <field id="amount" type="money" title="金額"/>
  <group id="child" title="児童" rows="3">
    <field id="name" type="person-name" title="氏名" required="true"/>
    <field id="birth-date" type="date" title="生年月日" required="true"/>
    <field id="together" type="flag" title="同居" policy="verify"/>
    <field id="relation" type="choice" title="続柄"><option code="child" title="子"/><option code="other" title="他"/></field>
  </group>
  <rule id="born" test='every c in child satisfies c.birth_date != null' message="生年月日が必要です"/>
  <rule id="any" test='count(child) &gt; 0' message="児童を1人は書いてください"/>
  <rule id="own" test='count(child[relation = "child"]) &gt; 0 or count(child) = 0' message="子が必要です" severity="warning"/>
</form>
)";

constexpr std::string_view kLayout =
    R"(<layout xmlns="urn:toitsu:layout:1" id="komoro-2025" form="allowance" municipality="202088">
  <field id="m202088.district" type="digits" length="2" title="行政区"/>
  <page number="1" paper="A4">
    <place field="amount" box="20 20 40 7"/>
    <place field="m202088.district" box="70 20 14 7" cells="2"/>
    <rows group="child" count="2" pitch="0 10">
      <text box="5 40 10 7" size="3">児童</text>
      <place field="name" box="20 40 40 7"/>
      <place field="birth-date" box="65 40 49 7" cells="7"/>
      <flag field="together" box="120 41 4 4" printed="同居"/>
      <choice field="relation" mark="circle"><at option="child" printed="子" box="140 40 8 6"/><at option="other" printed="他" box="150 40 8 6"/></choice>
      <line from="5 49" to="160 49"/>
    </rows>
  </page>
</layout>
)";

Form form() {
    Findings findings;
    auto parsed = parseForm(kForm, "form.xml", findings);
    EXPECT_TRUE(parsed) << example::listed(findings);
    return parsed.value_or(Form());
}

Layout layout(std::string_view xml = kLayout) {
    Findings findings;
    auto parsed = parseLayout(xml, "layout.xml", form(), findings);
    EXPECT_TRUE(parsed) << example::listed(findings);
    return parsed.value_or(Layout());
}

std::vector<Reading> row(int n, const std::string& name, const std::string& born, const std::string& relation) {
    const auto id = [&](const char* member) { return rowFieldId("child", n, member); };
    return {reading(id("name"), "", name), reading(id("birth-date"), "", born), reading(id("together"), "", "false"),
            reading(id("relation"), "", relation)};
}

Record record(const std::vector<std::vector<Reading>>& rows, const std::string& amount = "1000") {
    std::vector<Reading> all{reading("amount", "", amount), reading("m202088.district", "", "07")};
    for (const auto& one : rows) all.insert(all.end(), one.begin(), one.end());
    return unify(form(), layout(), all);
}

TEST(Groups, BecomeFieldsOfEveryRow) {
    const Form parsed = form();
    ASSERT_EQ(parsed.fields.size(), 13u);
    const Field* field = parsed.field("child.3.birth-date");
    ASSERT_TRUE(field);
    EXPECT_EQ(field->group, "child");
    EXPECT_EQ(field->row, 3);
    EXPECT_EQ(memberOf(*field), "birth-date");
    EXPECT_EQ(field->title, "児童3 生年月日");
    ASSERT_TRUE(parsed.group("child"));
    EXPECT_EQ(parsed.group("child")->fields.size(), 4u);
    EXPECT_TRUE(parsed.group("child")->field("name"));
}

TEST(Groups, RulesKnowWhatTheyReadOfThem) {
    const Form parsed = form();
    EXPECT_EQ(parsed.rules[0].fields,
              (std::vector<std::string>{"child.1.birth-date", "child.2.birth-date", "child.3.birth-date"}));
    EXPECT_EQ(parsed.rules[1].fields.size(), 12u) << "a rule that names no field of the group reads all";
    EXPECT_EQ(parsed.rules[2].fields,
              (std::vector<std::string>{"child.1.relation", "child.2.relation", "child.3.relation"}));
    const std::string xml = replaced(kForm, "c.birth_date", "c.birthdate");
    Findings findings;
    EXPECT_FALSE(parseForm(xml, "form.xml", findings));
    const Error* error = find(findings.errors, "F027", at(xml, "birthdate != null", "form.xml"));
    ASSERT_TRUE(error) << example::listed(findings);
    EXPECT_NE(error->message.en.find("child.birth_date"), std::string::npos);
}

TEST(Groups, RowsOfALayoutAreShifted) {
    const Layout parsed = layout();
    const LayoutPage& page = parsed.pages[0];
    ASSERT_EQ(page.texts.size(), 6u);
    EXPECT_EQ(page.texts[3].field, "child.1.birth-date");
    EXPECT_EQ(page.texts[5].field, "child.2.birth-date");
    EXPECT_EQ(page.texts[5].box, (Box{65, 50, 49, 7}));
    EXPECT_EQ(page.texts[5].cellBoxes[6], (Box{107, 50, 7, 7}));
    ASSERT_EQ(page.choices.size(), 4u);
    EXPECT_EQ(page.choices[3].options[1].box, (Box{150, 50, 8, 6}));
    ASSERT_EQ(page.printed.size(), 4u);
    EXPECT_EQ(std::get<PrintedLine>(page.printed[3]).from, (Point{5, 59}));
    ASSERT_EQ(page.rows.size(), 1u);
    EXPECT_EQ(page.rows[0].row.texts[0].field, "name");
}

TEST(Groups, TheBlankShowsEveryRow) {
    const Layout parsed = layout();
    const auto picture = drawBlank(parsed, parsed.pages[0], 254);
    ASSERT_TRUE(picture) << picture.error().text(Language::en);
    const auto ink = [&](double x, double y, double width, double height) {
        int dark = 0;
        for (int py = static_cast<int>(y * 10); py < static_cast<int>((y + height) * 10); ++py)
            for (int px = static_cast<int>(x * 10); px < static_cast<int>((x + width) * 10); ++px)
                dark += picture->pixels[static_cast<std::size_t>(py) * static_cast<std::size_t>(picture->width) +
                                        static_cast<std::size_t>(px)] < 200;
        return dark;
    };
    EXPECT_GT(ink(64, 39.5, 51, 8.5), 0);
    EXPECT_EQ(ink(64, 39.5, 51, 8.5), ink(64, 49.5, 51, 8.5)) << "the second row is drawn as the first";
    EXPECT_EQ(ink(64, 61, 51, 8), 0) << "and there is no third";
}

TEST(Groups, AreListsOfTheFilledRowsInFeel) {
    const Record filled = record({row(1, "長野 花子", "5020401", "child"), row(2, "", "", "")});
    const Context fields = scope(filled);
    const List* children = fields.find("child")->list();
    ASSERT_TRUE(children);
    ASSERT_EQ(children->size(), 1u);
    EXPECT_EQ((*children)[0]["birth_date"], Value(Date{2020, 4, 1}));
    EXPECT_EQ((*children)[0]["together"], Value(false));
    EXPECT_EQ(fields.find("m202088")->context()->find("district")->string()->compare("07"), 0);
    EXPECT_EQ(variables(filled)["fields"]["child"].list()->size(), 1u);
    EXPECT_TRUE(record({}).find("child.3.name"));
}

TEST(Groups, ARuleDoubtsTheFilledRowsOnly) {
    const Record broken = record({row(1, "長野 花子", "5020401", "child"), row(2, "長野 次郎", "", "child")});
    ASSERT_EQ(broken.broken.size(), 1u);
    EXPECT_EQ(broken.broken[0].rule, "born");
    EXPECT_EQ(broken.broken[0].fields, (std::vector<std::string>{"child.1.birth-date", "child.2.birth-date"}));
    EXPECT_TRUE(broken.find("child.2.birth-date")->doubt);
    EXPECT_FALSE(broken.find("child.3.birth-date")->doubt);
}

TEST(Groups, AGroupWithoutRowsIsAskedForInItsFirst) {
    const Record empty = record({row(1, "", "", ""), row(2, "", "", "")});
    ASSERT_EQ(empty.broken.size(), 1u);
    EXPECT_EQ(empty.broken[0].rule, "any");
    EXPECT_TRUE(empty.find("child.1.name")->doubt);
    EXPECT_FALSE(empty.find("child.2.name")->doubt);
}

TEST(Groups, WhatIsRequiredOrVerifiedIsSoInUsedRows) {
    const Record filled = record({row(1, "長野 花子", "5020401", "child"), row(2, "長野 次郎", "", "child")});
    EXPECT_TRUE(filled.find("child.2.birth-date")->ownDoubt) << "required";
    EXPECT_TRUE(filled.find("child.1.together")->ownDoubt) << "policy verify";
    const Record one = record({row(1, "長野 花子", "5020401", "child"), row(2, "", "", "")});
    EXPECT_FALSE(one.find("child.2.birth-date")->doubt);
    EXPECT_FALSE(one.find("child.2.together")->doubt);
    EXPECT_FALSE(one.find("child.3.name")->doubt) << "a row that the paper does not have";
}

TEST(Groups, AConfirmedRecordHasNoDoubtLeftInUnusedRows) {
    Record one = record({row(1, "長野 花子", "5020401", "child"), row(2, "", "", "")});
    EXPECT_TRUE(one.doubtful());
    one = confirmAll(form(), one, "clerk");
    EXPECT_FALSE(one.doubtful());
}

TEST(Groups, RulesOfRowsThatAPaperLacksStillCountOnItsPages) {
    const auto readings = row(1, "長野 花子", "", "child");
    Layout two = layout();
    two.pages.push_back(two.pages[0]);
    two.pages[1].number = 2;
    two.pages[1].texts.clear();
    two.pages[1].choices.clear();
    const Record page = unifyPage(form(), two, 1, readings);
    EXPECT_TRUE(std::any_of(page.broken.begin(), page.broken.end(), [](const auto& b) { return b.rule == "born"; }));
}

TEST(LocalFields, AreReadKeptAndConfirmedLikeOthers) {
    const Layout parsed = layout();
    ASSERT_EQ(parsed.localFields.size(), 1u);
    const Form& asked = askedForm(form(), parsed);
    EXPECT_TRUE(asked.field("m202088.district"));
    Record one = record({});
    ASSERT_TRUE(one.find("m202088.district"));
    EXPECT_EQ(canonicalText(one.find("m202088.district")->value), "07");
    const auto confirmed = confirm(asked, one, "m202088.district", "12", "clerk");
    ASSERT_TRUE(confirmed);
    EXPECT_EQ(confirmed->find("m202088.district")->confirmedBy, "clerk");
    EXPECT_FALSE(confirm(form(), one, "m202088.district", "12", "clerk")) << "the form alone does not know it";
    EXPECT_EQ(fromValue(toValue(*confirmed))->find("m202088.district")->value, Value("12"));
}

struct Mistake {
    bool form;
    const char *from, *to, *code, *where, *hint;
};

class GroupMistake : public testing::TestWithParam<Mistake> {};

TEST_P(GroupMistake, IsReportedOnceAtItsPlaceWithAHint) {
    const auto& [inForm, from, to, code, where, hint] = GetParam();
    const std::string xml = replaced(inForm ? kForm : kLayout, from, to);
    ASSERT_NE(xml, "not found");
    Findings findings;
    const bool parsed = inForm ? parseForm(xml, "a.xml", findings).has_value()
                               : parseLayout(xml, "a.xml", form(), findings).has_value();
    EXPECT_FALSE(parsed);
    const Error* error = find(findings.errors, code, at(xml, where, "a.xml"));
    ASSERT_TRUE(error) << "expected " << code << " at " << at(xml, where, "a.xml") << "\n" << example::listed(findings);
    EXPECT_NE(error->message.en.find(hint), std::string::npos) << error->message.en;
    EXPECT_EQ(findings.errors.size(), 1u) << example::listed(findings);
}

INSTANTIATE_TEST_SUITE_P(
    Each, GroupMistake,
    testing::Values(
        Mistake{true, "rows=\"3\"", "", "F013", "<group", "rows"},
        Mistake{true, "rows=\"3\"", "rows=\"0\"", "F014", "rows=\"0\"", "1–99"},
        Mistake{true, "<field id=\"amount\"", "<field id=\"child\"", "F015", "id=\"child\" title=\"児童\"", "twice"},
        Mistake{true, "<field id=\"amount\"", "<field id=\"child.sum\"", "F022", "id=\"child\" title=\"児童\"",
                "contain"},
        Mistake{true, "</group>", "</group><field id=\"child.sum\" type=\"text\" title=\"計\"/>", "F022",
                "id=\"child.sum\"", "inside the group"},
        Mistake{true, "</group>",
                "</group><group id=\"child\" title=\"子\" rows=\"1\"><field id=\"a\" type=\"text\" "
                "title=\"甲\"/></group>",
                "F015", "id=\"child\" title=\"子\"", "twice"},
        Mistake{true, "<field id=\"together\"", "<field id=\"name\"", "F015", "id=\"name\" type=\"flag\"", "twice"},
        Mistake{true, "</group>", "<group id=\"inner\" title=\"内\" rows=\"2\"/></group>", "F011",
                "<group id=\"inner\"", "field"},
        Mistake{true, "id=\"amount\"", "id=\"m202088.amount\"", "F065", "id=\"m202088.amount\"", "<layout>"},
        Mistake{false, "group=\"child\"", "group=\"chlid\"", "F062", "group=\"chlid\"", "\"child\""},
        Mistake{false, "count=\"2\"", "count=\"4\"", "F063", "count=\"4\"", "at most 3 rows"},
        Mistake{false, "count=\"2\"", "first=\"4\" count=\"1\"", "F063", "first=\"4\"", "Make first smaller"},
        Mistake{false, "count=\"2\"", "", "F013", "<rows", "count"},
        Mistake{false, "pitch=\"0 10\"", "", "F013", "<rows", "pitch"},
        Mistake{false, "pitch=\"0 10\"", "pitch=\"10\"", "F014", "pitch=\"10\"", "left top"},
        Mistake{false, "pitch=\"0 10\"", "pitch=\"0 255\"", "F037", "count=\"2\"", "Row 2"},
        Mistake{false, "<place field=\"name\"", "<place field=\"child.1.name\"", "F031", "field=\"child.1.name\"",
                "\"name\""},
        Mistake{false, "<line from", "<mark box=\"5 40 20 20\"/><line from", "F011", "<mark", "<mark>"},
        Mistake{false, "id=\"m202088.district\"", "id=\"district\"", "F064", "id=\"district\"", "m202088.district"},
        Mistake{false, "id=\"m202088.district\"", "id=\"m202029.district\"", "F064", "id=\"m202029.district\"",
                "m202088.district"},
        Mistake{false, "length=\"2\" title", "length=\"0\" title", "F014", "length=\"0\"", "1–4000"}));

TEST(GroupMistake, OverlappingRowsAreToldOnceForEachPlace) {
    Findings findings;
    EXPECT_FALSE(parseLayout(replaced(kLayout, "pitch=\"0 10\"", "pitch=\"0 2\""), "a.xml", form(), findings));
    EXPECT_EQ(findings.errors.size(), 5u) << example::listed(findings);  // two places, a flag, two options
    EXPECT_EQ(findings.errors.front().code, "F038");
}

TEST(Groups, WhatNoRowHoldsIsWarnedOfOnce) {
    Findings findings;
    ASSERT_TRUE(
        parseLayout(replaced(kLayout, "<place field=\"name\" box=\"20 40 40 7\"/>", ""), "a.xml", form(), findings));
    ASSERT_EQ(findings.warnings.size(), 1u) << example::listed(findings);
    EXPECT_NE(findings.warnings[0].message.en.find("child.name"), std::string::npos);
}

TEST(Limits, AHugeFileIsRefusedQuickly) {
    std::string xml = "<form xmlns=\"urn:toitsu:form:1\" id=\"a\" title=\"b\"><group id=\"g\" title=\"g\" rows=\"99\">";
    for (int n = 0; n < 500; ++n) xml += "<field id=\"f" + std::to_string(n) + "\" type=\"text\" title=\"t\"/>";
    Findings findings;
    EXPECT_FALSE(parseForm(xml + "</group></form>", "form.xml", findings));
    EXPECT_TRUE(find(findings.errors, "F061"));
    std::string wrong = "<form xmlns=\"urn:toitsu:form:1\" id=\"a\" title=\"b\">";
    for (int n = 0; n < 3000; ++n) wrong += "<field id=\"F\" type=\"txt\"/>";
    findings = {};
    EXPECT_FALSE(parseForm(wrong + "</form>", "form.xml", findings));
    EXPECT_LE(findings.errors.size(), kMostErrors + 3);
}

}  // namespace
}  // namespace toitsu::forms
