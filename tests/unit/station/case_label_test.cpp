#include "apps/station/case_label.h"

#include <gtest/gtest.h>

#include "forms/form.h"

namespace toitsu::station {
namespace {

forms::Form formOf(const std::string& fields) {
    forms::Findings findings;
    const auto form = forms::parseForm(
        R"(<form xmlns="urn:toitsu:form:1" id="t" version="1" title="届" basis="番号法第9条" retention="P1Y">)" +
            fields + "</form>",
        "form.xml", findings);
    EXPECT_TRUE(form) << (findings.errors.empty() ? "" : findings.errors.front().text(Language::en));
    return form.value_or(forms::Form{});
}

forms::Record recordOf(const std::vector<std::pair<std::string, std::string>>& values) {
    forms::Record record;
    record.form = "t";
    for (const auto& [field, text] : values) {
        forms::FieldValue value;
        value.field = field;
        value.value = text;
        record.fields.push_back(value);
    }
    return record;
}

TEST(CaseLabel, IsThePersonItIsAboutAndNotWhoIsAskedBack) {
    const forms::Form form = formOf(R"(<field id="employer.contact" type="person-name" title="担当者"/>
        <field id="employer.my-number" type="my-number" title="個人番号" sensitivity="my-number"/>
        <field id="employee.name" type="person-name" title="氏名"/>
        <field id="employee.birth-date" type="date" title="生年月日"/>)");
    EXPECT_EQ(caseLabel(form, recordOf({{"employer.contact", "宮沢健一"}, {"employee.name", "統一太郎"}})), "統一太郎");
    EXPECT_EQ(caseLabel(form, recordOf({{"employer.contact", "宮沢健一"}, {"employee.name", ""}})), "宮沢健一");
    EXPECT_EQ(caseLabel(form, recordOf({})), "");
}

TEST(CaseLabel, IsNeverANumber) {
    const forms::Form form =
        formOf(R"(<field id="person.my-number" type="my-number" title="個人番号" sensitivity="my-number"/>
        <field id="person.name" type="person-name" title="氏名"/><field id="other" type="person-name" title="代理人"/>)");
    EXPECT_EQ(
        caseLabel(form,
                  recordOf({{"other", "代理花子"}, {"person.my-number", "123456789018"}, {"person.name", "統一太郎"}})),
        "統一太郎");
}

}  // namespace
}  // namespace toitsu::station
