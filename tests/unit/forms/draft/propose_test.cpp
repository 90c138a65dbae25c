// Which field of several that fit: by the whole paper, not by the one place.

#include "forms/draft/propose.h"

#include <gtest/gtest.h>

#include "forms/draft/draft_xml.h"
#include "forms/draft/fit_table.h"

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

TEST(DraftFields, ColumnsOfAGroupToo) {
    // ふりがな・氏名 heads both lines of each row.
    const Form form =
        formOf(R"(<group id="mover" title="異動する人" rows="5"><field id="kana" type="kana" title="ふりがな"/>
        <field id="name" type="person-name" title="氏名"/></group>)");
    std::vector<Question> questions;
    for (int row = 0; row < 3; ++row)
        for (const int line : {0, 1}) {
            questions.push_back(text(50 + 20.0 * row + 9 * line, std::to_string(row + 1)));
            questions.back().context = {"ふりがな・氏名"};
        }
    EXPECT_EQ(proposed(form, questions),
              (Fields{"mover.1.kana", "mover.1.name", "mover.2.kana", "mover.2.name", "mover.3.kana", "mover.3.name"}));
}

TEST(DraftFields, SonoPointsBack) {
    const Form form = formOf(R"(<field id="old.head" type="person-name" title="旧住所の世帯主"/>
        <field id="new.head" type="person-name" title="新住所の世帯主"/>)");
    std::vector<Question> questions{text(50, "新しい住所"), text(60, "その世帯主"), text(70, "今までの住所"),
                                    text(80, "その世帯主"), text(90, "その他の世帯主")};
    const FitTable table = fitTable(form, questions);
    EXPECT_GT(table.fits[1][1], table.fits[1][0] + 0.03);
    EXPECT_GT(table.fits[3][0], table.fits[3][1] + 0.03);
    EXPECT_TRUE(questions[4].context.empty());
}

TEST(DraftFields, AKindAloneSpeaksForWhatIsAskedNowhereElse) {
    const Form form = formOf(R"(<field id="name" type="person-name" title="氏名"/>
        <field id="contact-1.phone" type="phone" title="連絡先①の電話番号"/>
        <field id="contact-2.phone" type="phone" title="連絡先②の電話番号"/>)");
    std::vector<Question> questions{text(50, "氏名"), text(60, "?(⑪)"), text(70, "?")};
    for (std::size_t n : {1, 2}) questions[n].kind = Question::Kind::phone;
    std::vector<Question> all = questions;
    proposeFields(form, all);
    EXPECT_EQ(all[1].field, "contact-1.phone");
    EXPECT_EQ(all[2].field, "contact-2.phone");
    EXPECT_LT(all[1].confidence, 0.3);
    EXPECT_GT(all[0].confidence, 0.7);
}

TEST(DraftFields, TheRowsHeadIsSaid) {
    const Form form = formOf(R"(<field id="pay.kind" type="text" title="区分"/>
        <field id="dependant.kind" type="text" title="扶養親族の区分"/>)");
    Question question = text(50, "区分");
    question.labels = {"扶養親族"};
    EXPECT_EQ(proposed(form, {question}), (Fields{"dependant.kind"}));
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

TEST(DraftFields, ANameThatLooksLikeOptionsTakesNothing) {
    const Form form =
        formOf(R"(<field id="living" type="choice" title="児童との同居・別居"><option code="t" title="同居"/>
        <option code="a" title="別居"/></field>)");
    const auto choice = [](double x, const std::string& label) {
        Question question = text(50, label, x);
        question.kind = Question::Kind::choice;
        question.mark = Mark::circle;
        question.parts.clear();
        question.box = {x, 50, 20, 6};
        question.options = {{"同居", {x, 50, 9, 6}, {}, "", 0}, {"別居", {x + 11, 50, 9, 6}, {}, "", 0}};
        return question;
    };
    EXPECT_EQ(proposed(form, {choice(40, "児童との"), choice(70, "")}), (Fields{"", "living"}));
    EXPECT_EQ(proposed(form, {choice(40, "児童との"), choice(140, "")}), (Fields{"living", ""}));
}

TEST(DraftFields, ATextOfAsManyLettersAsBoxes) {
    const Form form = formOf(R"(<field id="card" type="text" length="12" title="在留カード番号"/>
        <field id="other" type="text" title="カードの番号"/>)");
    Question question = text(50, "在留カード番号");
    question.kind = Question::Kind::cells;
    question.cells = 12;
    EXPECT_EQ(proposed(form, {question}), (Fields{"card"}));
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
