// Which field of several that fit: by the whole paper, not by the one place.

#include "forms/draft/propose.h"

#include <gtest/gtest.h>

#include "forms/draft/draft_xml.h"

namespace toitsu::forms {

namespace {

Form formOf(const std::string& fields) {
    Findings findings;
    auto form =
        parseForm(R"(<form xmlns="urn:toitsu:form:1" id="f" version="1" title="様式" basis="条例" retention="P1Y">)" +
                      fields + "</form>",
                  "form.xml", findings);
    for (const Error& error : findings.errors) ADD_FAILURE() << error.text(Language::en);
    return form ? std::move(*form) : Form{};
}

Question text(double y, const std::string& label, double x = 40) {
    Question question;
    question.box = {x, y, 60, 8};
    question.parts = {{"", question.box, {}, "", {}}};
    question.label = label;
    question.block = 0;
    return question;
}

Question date(double y, const std::string& label, double x = 40) {
    Question question = text(y, label, x);
    question.kind = Question::Kind::date;
    question.parts = {{"year", {x, y, 10, 6}, {}, "", {}},
                      {"month", {x + 15, y, 10, 6}, {}, "", {}},
                      {"day", {x + 30, y, 10, 6}, {}, "", {}}};
    return question;
}

std::vector<std::string> proposed(const Form& form, std::vector<Question> questions) {
    proposeFields(form, questions);
    std::vector<std::string> fields;
    for (const Question& question : questions) fields.push_back(question.field);
    return fields;
}

using Fields = std::vector<std::string>;

}  // namespace

TEST(DraftFields, TheWholePaperIsFittedNotThePlace) {
    const Form form = formOf(R"(<field id="doctor.address" type="address" title="主治医の医療機関の所在地"/>
        <field id="doctor.clinic" type="text" title="主治医の医療機関"/>)");
    EXPECT_EQ(proposed(form, {text(50, "医療機関"), text(60, "所在地")}), (Fields{"doctor.clinic", "doctor.address"}));
}

TEST(DraftFields, WhatFitsEitherWayComesInTheFormsOrder) {
    const Form form = formOf(R"(<field id="need.father" type="text" title="事由（父）"/>
        <field id="need.mother" type="text" title="事由（母）"/>)");
    EXPECT_EQ(proposed(form, {text(50, "事由"), text(60, "事由")}), (Fields{"need.father", "need.mother"}));
    EXPECT_EQ(proposed(form, {text(50, "事由")}), (Fields{"need.father"}));
}

TEST(DraftFields, TheSecondOfALineIsTheEnd) {
    const Form form = formOf(R"(<field id="period.to" type="date" title="利用期間の終わり"/>
        <field id="period.from" type="date" title="利用期間の始まり"/>)");
    std::vector<Question> line{date(50, "利用期間"), date(50, "から", 110)};
    for (Question& question : line) question.region = 2;
    EXPECT_EQ(proposed(form, line), (Fields{"period.from", "period.to"}));
}

TEST(DraftFields, AFieldStandsAgainOnALaterPageWhereThePaperSaysSo) {
    const Form form = formOf(R"(<field id="child.birth-date" type="date" title="児童の生年月日"/>
        <field id="other" type="date" title="そのほかの日付"/>)");
    Question again = date(20, "児童の生年月日（1面と同じ）");
    again.page = 2;
    EXPECT_EQ(proposed(form, {date(50, "児童の生年月日"), again}), (Fields{"child.birth-date", "child.birth-date"}));
    Question twice = date(70, "児童の生年月日");
    EXPECT_NE(proposed(form, {date(50, "児童の生年月日"), twice})[1], "child.birth-date");
}

TEST(DraftFields, OfficeFieldsStandWhereTheOfficeWrites) {
    const Form form = formOf(R"(<field id="filed-on" type="date" title="確認日"/>
        <field id="office.received-on" type="date" title="職員欄: 確認日"/>)");
    Question office = date(50, "確認日");
    office.office = true;
    office.context = {"職員欄"};
    EXPECT_EQ(proposed(form, {office}), (Fields{"office.received-on"}));
    EXPECT_EQ(proposed(form, {date(50, "確認日")}), (Fields{"filed-on"}));
}

TEST(DraftFields, WhatCountsTheRowsNamesNothing) {
    const Form form = formOf(R"(<group id="wish" title="希望する施設" rows="3">
        <field id="reason" type="text" title="希望の理由"/><field id="facility" type="text" title="希望する施設"/></group>)");
    std::vector<Question> questions;
    for (int row = 0; row < 3; ++row) {
        questions.push_back(text(50 + 12.0 * row, "第" + std::to_string(row + 1) + "希望"));
        questions.back().context = {"希望する施設（希望の順）"};
    }
    EXPECT_EQ(proposed(form, questions), (Fields{"wish.1.facility", "wish.2.facility", "wish.3.facility"}));
}

TEST(DraftFields, TheLastOptionLeftOverIsIt) {
    const Form form = formOf(R"(<field id="custody" type="choice" title="監護"><option code="yes" title="有"/>
        <option code="no" title="無"/></field>)");
    Question question = text(50, "監護");
    question.kind = Question::Kind::choice;
    question.parts.clear();
    question.mark = Mark::circle;
    question.options = {{"有", {50, 50, 6, 6}, {}, "", 0}, {"?", {60, 50, 6, 6}, {}, "", 0}};
    std::vector<Question> questions{question};
    proposeFields(form, questions);
    EXPECT_EQ(questions[0].options[0].code, "yes");
    EXPECT_EQ(questions[0].options[1].code, "no");
    EXPECT_LT(questions[0].options[1].confidence, questions[0].options[0].confidence);
}

TEST(DraftFields, ASignatureAndAYearAreWrittenAsLayoutsHaveThem) {
    const Form form =
        formOf(R"(<field id="year" type="date" title="年分"/><field id="name" type="signature" title="署名"/>)");
    Question year = text(20, "令和");
    year.kind = Question::Kind::cells;
    year.cells = 2;
    year.parts[0].cells = {{40, 20, 6, 6}, {46, 20, 6, 6}};
    year.parts[0].box = year.box = {40, 20, 12, 6};
    year.unit = "年分";
    std::vector<Question> questions{year, text(50, "署名")};
    proposeFields(form, questions);
    std::string xml = draftLayoutXml({"a", "202037", "様式", {"a.png"}}, form, {SeenPage{}}, questions);
    xml.erase(xml.find(" blank=\"a.png\""), 14);
    Findings findings;
    const auto layout = parseLayout(xml, "layout.xml", form, findings);
    for (const Error& error : findings.errors) ADD_FAILURE() << error.text(Language::en);
    ASSERT_TRUE(layout);
    ASSERT_EQ(layout->pages[0].texts.size(), 1u);
    EXPECT_EQ(layout->pages[0].texts[0].part, "year");
    ASSERT_EQ(layout->pages[0].seals.size(), 1u);
    EXPECT_TRUE(layout->pages[0].seals[0].signature);
}

}  // namespace toitsu::forms
