// From what is seen on a page to questions, fields and files; no picture needed.

#include <algorithm>

#include <gtest/gtest.h>

#include "forms/draft/draft_xml.h"
#include "forms/draft/new_form.h"
#include "forms/draft/propose.h"

namespace toitsu::forms {

namespace {

SeenText words(const std::string& text, double x, double y, double height = 3) {
    return {text, {x, y, 1.05 * height * static_cast<double>(text.size() / 3), height}, 95};
}

SeenCells comb(double x, double y, int count, double width = 6) {
    SeenCells cells{{x, y, width * count, 7}, {}};
    for (int n = 0; n < count; ++n) cells.cells.push_back({x + n * width, y, width, 7});
    return cells;
}

// 申請者: フリガナ, 氏名 with a seal, 生年月日 with eras and boxes, 性別, 個人番号, 電話.
SeenPage page() {
    SeenPage page;
    page.texts.push_back(words("申請者", 21, 15, 4));
    const auto row = [&](double y, const std::string& label) {
        page.areas.push_back({20, y, 30, 10});
        page.areas.push_back({50, y, 140, 10});
        page.texts.push_back(words(label, 27, y + 3.5));
    };
    row(20, "フリガナ");
    row(30, "氏名");
    page.rings.push_back({175, 30.5, 9, 9});
    row(40, "生年月日");
    for (const auto& [era, x] : std::vector<std::pair<std::string, double>>{{"昭和", 53}, {"平成", 64}, {"令和", 75}})
        page.texts.push_back(words(era, x, 43.5));
    page.cells.push_back(comb(90, 41.5, 2));
    page.texts.push_back(words("年", 103, 43.5));
    page.cells.push_back(comb(108, 41.5, 2));
    page.texts.push_back(words("月", 121, 43.5));
    page.cells.push_back(comb(126, 41.5, 2));
    page.texts.push_back(words("日", 139, 43.5));
    row(50, "性別");
    page.texts.push_back(words("男", 60, 53.5));
    page.texts.push_back(words("女", 70, 53.5));
    page.texts.back().afterDot = true;
    row(60, "個人番号");
    for (int group = 0; group < 3; ++group) page.cells.push_back(comb(55 + 27 * group, 61.5, 4));
    row(70, "電話番号");
    page.cells.push_back(comb(55, 71.5, 3));
    page.texts.push_back(words("－", 74, 74.5));
    page.cells.push_back(comb(78, 71.5, 4));
    page.texts.push_back(words("－", 103, 74.5));
    page.cells.push_back(comb(107, 71.5, 4));
    row(80, "申請の種類");
    for (const auto& [option, x] :
         std::vector<std::pair<std::string, double>>{{"新規", 60}, {"再交付", 90}, {"同意します", 130}}) {
        page.squares.push_back({x, 83, 4, 4});
        page.texts.push_back(words(option, x + 5, 83.5));
    }
    return page;
}

const std::string kForm =
    R"(<form xmlns="urn:toitsu:form:1" id="card" version="1" title="カード申請書" basis="番号法第9条">
  <field id="applicant.name" type="person-name" title="申請者の氏名"/>
  <field id="applicant.kana" type="kana" title="申請者のフリガナ"/>
  <field id="applicant.seal" type="seal" title="申請者の印"/>
  <field id="applicant.sex" type="choice" title="性別"><option code="f" title="女"/><option code="m" title="男"/></field>
  <field id="applicant.birth-date" type="date" title="申請者の生年月日"/>
  <field id="applicant.phone" type="phone" title="申請者の電話番号"/>
  <field id="applicant.my-number" type="my-number" title="個人番号" sensitivity="my-number"/>
  <field id="kind" type="choice" title="申請の種類"><option code="again" title="再交付"/><option code="new" title="新規"/></field>
  <field id="consent" type="flag" title="同意"/>
</form>)";

// A table of three rows: 氏名, 続柄, 性別; its heads stand in the first line, the third 続柄 was not found.
SeenPage table() {
    SeenPage page;
    page.texts.push_back(words("世帯員", 21, 15, 4));
    const std::vector<std::pair<double, std::string>> columns{{20, "氏名"}, {70, "続柄"}, {110, "性別"}};
    const std::vector<double> widths{50, 40, 50};
    for (std::size_t c = 0; c < columns.size(); ++c) {
        page.areas.push_back({columns[c].first, 20, widths[c], 8});
        page.texts.push_back(words(columns[c].second, columns[c].first + widths[c] / 2 - 3, 22.5));
        for (int row = 0; row < 3; ++row) {
            if (c == 1 && row == 2) continue;
            page.areas.push_back({columns[c].first, 28 + 12.0 * row, widths[c], 12});
            if (c < 2) continue;
            page.texts.push_back(words("男", 120, 32.5 + 12.0 * row));
            page.texts.push_back(words("女", 130, 32.5 + 12.0 * row));
            page.texts.back().afterDot = true;
        }
    }
    return page;
}

const std::string kTableForm =
    R"(<form xmlns="urn:toitsu:form:1" id="household" version="1" title="世帯の届" basis="条例">
  <field id="filer.name" type="person-name" title="届出人の氏名"/>
  <group id="member" title="世帯員" rows="5">
    <field id="name" type="person-name" title="世帯員の氏名"/>
    <field id="relation" type="text" title="世帯員の続柄"/>
    <field id="sex" type="choice" title="世帯員の性別"><option code="f" title="女"/><option code="m" title="男"/></field>
  </group>
</form>)";

const Question* of(const std::vector<Question>& questions, const std::string& field) {
    for (const Question& question : questions)
        if (question.field == field) return &question;
    return nullptr;
}

}  // namespace

TEST(DraftQuestions, ShapesAreTold) {
    const auto questions = findQuestions(page());
    std::vector<Question::Kind> kinds;
    for (const Question& question : questions) kinds.push_back(question.kind);
    using Kind = Question::Kind;
    EXPECT_EQ(kinds, (std::vector<Kind>{Kind::text, Kind::text, Kind::seal, Kind::date, Kind::choice, Kind::cells,
                                        Kind::phone, Kind::choice}));
    const Question& date = questions[3];
    ASSERT_EQ(date.parts.size(), 4u);
    EXPECT_EQ(date.parts[0].part, "era");
    ASSERT_EQ(date.parts[0].options.size(), 3u);
    EXPECT_EQ(date.parts[0].options[1].code, "heisei");
    EXPECT_EQ(date.parts[1].cells.size(), 2u);
    EXPECT_EQ(questions[5].cells, 12);
    EXPECT_EQ(questions[6].parts.size(), 3u);
    EXPECT_EQ(questions[0].label, "フリガナ");
    EXPECT_EQ(questions[0].context, std::vector<std::string>{"申請者"});
    // Left of the seal.
    EXPECT_LT(questions[1].box.right(), 175.1);
}

TEST(DraftProposal, EveryPlaceItsField) {
    Findings findings;
    const auto form = parseForm(kForm, "form.xml", findings);
    ASSERT_TRUE(form);
    auto questions = findQuestions(page(), {"女", "男", "再交付", "新規"});
    proposeFields(*form, questions);
    for (const Field& field : form->fields) EXPECT_NE(of(questions, field.id), nullptr) << field.id;
    const Question* kind = of(questions, "kind");
    ASSERT_NE(kind, nullptr);
    ASSERT_EQ(kind->options.size(), 2u);  // 同意します is a question of its own
    EXPECT_EQ(kind->options[0].code, "new");
    EXPECT_EQ(kind->options[1].code, "again");
    EXPECT_EQ(of(questions, "applicant.my-number")->cells, 12);
}

TEST(DraftProposal, TheFilesAreRead) {
    Findings findings;
    const auto form = parseForm(kForm, "form.xml", findings);
    ASSERT_TRUE(form);
    auto questions = findQuestions(page());
    proposeFields(*form, questions);
    std::string xml =
        draftLayoutXml({"ueda-2026", "202037", "カード申請書", {"ueda-2026.png"}}, *form, {page()}, questions);
    const std::string blank = " blank=\"ueda-2026.png\"";
    ASSERT_NE(xml.find(blank), std::string::npos);
    xml.erase(xml.find(blank), blank.size());  // there is no picture here
    const auto layout = parseLayout(xml, "layout.xml", *form, findings);
    for (const Error& error : findings.errors) ADD_FAILURE() << error.text(Language::en);
    ASSERT_TRUE(layout);
    ASSERT_EQ(layout->pages.size(), 1u);
    EXPECT_EQ(layout->pages[0].seals.size(), 1u);
    EXPECT_EQ(layout->pages[0].texts.size(), 9u);  // name, kana, my number, three of the date, three of the phone
    // Every guess is a warning until somebody has looked at it.
    EXPECT_GT(findings.warnings.size(), 10u);
    for (const Error& warning : findings.warnings)  // F080: the form itself asks for a My Number and says no retention
        EXPECT_TRUE(warning.code == "F100" || warning.code == "F080") << warning.text(Language::en);
}

TEST(DraftProposal, RowsOfATableAreWrittenOnce) {
    Findings findings;
    const auto form = parseForm(kTableForm, "form.xml", findings);
    ASSERT_TRUE(form);
    auto questions = findQuestions(table(), {"女", "男"});
    proposeFields(*form, questions);
    // What one row has, the others have: the third 続柄, too.
    for (const char* member : {"name", "relation", "sex"})
        for (int row = 1; row <= 3; ++row)
            EXPECT_NE(of(questions, rowFieldId("member", row, member)), nullptr) << member << row;
    EXPECT_LT(of(questions, "member.3.relation")->confidence, of(questions, "member.2.relation")->confidence);

    std::string xml = draftLayoutXml({"ueda-2026", "202037", "世帯の届", {"a.png"}}, *form, {table()}, questions);
    EXPECT_NE(xml.find("<rows group=\"member\" count=\"3\" pitch=\"0 12\" draft:confidence="), std::string::npos)
        << xml;
    xml.erase(xml.find(" blank=\"a.png\""), 14);
    const auto layout = parseLayout(xml, "layout.xml", *form, findings);
    for (const Error& error : findings.errors) ADD_FAILURE() << error.text(Language::en);
    ASSERT_TRUE(layout);
    ASSERT_EQ(layout->pages[0].rows.size(), 1u);
    EXPECT_EQ(layout->pages[0].rows[0].row.texts.size(), 2u);
    EXPECT_EQ(layout->pages[0].texts.size(), 6u);
    EXPECT_EQ(layout->pages[0].choices.size(), 3u);
    const auto third = std::find_if(layout->pages[0].texts.begin(), layout->pages[0].texts.end(),
                                    [](const TextPlace& place) { return place.field == "member.3.name"; });
    ASSERT_NE(third, layout->pages[0].texts.end());
    EXPECT_NEAR(third->box.y, of(questions, "member.3.name")->box.y, 0.1);
}

TEST(DraftProposal, ADraftedFormHasAGroupForATable) {
    auto questions = findQuestions(table());
    const Form form = draftForm("household", "世帯の届", questions);
    ASSERT_EQ(form.groups.size(), 1u);
    EXPECT_EQ(form.groups[0].id, "member-row");
    EXPECT_EQ(form.groups[0].rows, 3);
    std::vector<std::string> ids;
    for (const Field& field : form.groups[0].fields) ids.push_back(field.id);
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(ids, (std::vector<std::string>{"name", "relation", "sex"}));
    Findings findings;
    const auto read = parseForm(draftFormXml(form, questions), "form.xml", findings);
    for (const Error& error : findings.errors) EXPECT_EQ(error.code, "F024") << error.text(Language::en);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->fields.size(), form.fields.size());
    const std::string xml = draftLayoutXml({"a", "202037", "世帯の届", {"a.png"}}, form, {table()}, questions);
    EXPECT_NE(xml.find("<rows group=\"member-row\""), std::string::npos) << xml;
}

TEST(DraftProposal, WithoutAFormOneIsDrafted) {
    auto questions = findQuestions(page());
    const Form form = draftForm("card", "カード申請書", questions);
    std::vector<std::string> ids;
    for (const Field& field : form.fields) ids.push_back(field.id);
    EXPECT_NE(form.field("applicant.name"), nullptr);
    EXPECT_NE(form.field("applicant.kana"), nullptr);
    EXPECT_NE(form.field("applicant.birth-date"), nullptr);
    ASSERT_NE(form.field("applicant.sex"), nullptr);
    EXPECT_EQ(form.field("applicant.sex")->options[0].code, "male");
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
    Findings findings;
    parseForm(draftFormXml(form, questions), "form.xml", findings);
    for (const Error& error : findings.errors)
        EXPECT_EQ(error.code, "F024");  // the legal basis is the author's to write
}

}  // namespace toitsu::forms
