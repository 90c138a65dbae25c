#include "forms/form.h"

#include <gtest/gtest.h>

#include "example.h"

namespace toitsu::forms {
namespace {

using example::at;
using example::find;
using example::replaced;

TEST(Form, isReadWhole) {
    Findings findings;
    const auto form = parseForm(example::kForm, "form.xml", findings);
    ASSERT_TRUE(form) << example::listed(findings);
    EXPECT_TRUE(findings.warnings.empty());
    EXPECT_EQ(form->id, "notice");
    EXPECT_EQ(form->version, 2);
    EXPECT_EQ(form->fields.size(), 16u);
    EXPECT_EQ(form->rules.size(), 2u);
    EXPECT_EQ(form->rules[0].fields, (std::vector<std::string>{"amount", "kind"}));
    EXPECT_EQ(form->rules[1].severity, Severity::warning);
    EXPECT_EQ(form->rules[1].fields, (std::vector<std::string>{"filed-on", "person.birth-date"}));
    const Field* number = form->field("person.my-number");
    ASSERT_TRUE(number);
    EXPECT_TRUE(number->myNumber);
    EXPECT_EQ(number->length, 12);
    EXPECT_EQ(form->field("secret")->policy, Policy::doubleEntry);
    EXPECT_TRUE(form->field("copies")->lengthIsMaximum);
    EXPECT_EQ(form->field("kind")->option("new")->title, "新規");
}

TEST(Form, typeNamesRoundTrip) {
    for (int i = 0; i <= static_cast<int>(FieldType::image); ++i) {
        const auto type = static_cast<FieldType>(i);
        EXPECT_EQ(parseType(typeName(type)), type);
    }
    EXPECT_FALSE(parseType("number"));
}

struct Mistake {
    const char* from;
    const char* to;
    const char* code;
    const char* where;  // where the error must point, in the changed text
    const char* hint;   // part of the English message
};

class FormMistake : public testing::TestWithParam<Mistake> {};

TEST_P(FormMistake, isReportedAtItsPlaceWithAHint) {
    const auto& [from, to, code, where, hint] = GetParam();
    const std::string xml = replaced(example::kForm, from, to);
    ASSERT_NE(xml, "not found");
    Findings findings;
    EXPECT_FALSE(parseForm(xml, "form.xml", findings));
    const Error* error = find(findings.errors, code, at(xml, where, "form.xml"));
    ASSERT_TRUE(error) << "expected " << code << " at " << at(xml, where, "form.xml") << "\n"
                       << example::listed(findings);
    EXPECT_NE(error->message.en.find(hint), std::string::npos) << error->message.en;
    EXPECT_FALSE(error->message.ja.empty());
    EXPECT_EQ(error->kind, ErrorKind::schema);
    EXPECT_EQ(findings.errors.size(), 1u) << example::listed(findings);
}

INSTANTIATE_TEST_SUITE_P(
    Each, FormMistake,
    testing::Values(
        Mistake{"urn:toitsu:form:1", "urn:toitsu:form:2", "F010", "<form", "urn:toitsu:form:1"},
        Mistake{"<field id=\"amount\"", "<feild id=\"amount2\" type=\"text\" title=\"x\"/><field id=\"amount\"", "F011",
                "<feild", "\"field\""},
        Mistake{"required=\"true\"", "requierd=\"true\"", "F012", "requierd", "\"required\""},
        Mistake{"title=\"提出日\"", "", "F013", "<field id=\"filed-on\"", "title"},
        Mistake{"required=\"true\"", "required=\"yes\"", "F014", "required=", "true or false"},
        Mistake{"retention=\"P5Y\"", "retention=\"5年\"", "F014", "retention", "P5Y"},
        Mistake{"id=\"copies\"", "id=\"number\"", "F015", "id=\"number\" type=\"digits\" maxlength", "twice"},
        Mistake{"code=\"change\"", "code=\"new\"", "F015", "code=\"new\" title=\"変更\"", "twice"},
        Mistake{"<field id=\"amount\" type=\"money\" title=\"金額\"/>",
                "<field id=\"amount\" type=\"money\" title=\"金額\">円</field>", "F016", "<field id=\"amount\"",
                "text"},
        Mistake{"type=\"money\"", "type=\"mony\"", "F020", "type=\"mony\"", "\"money\""},
        Mistake{"id=\"remark\"", "id=\"Remark\"", "F021", "id=\"Remark\"", "a–z"},
        Mistake{"id=\"remark\"", "id=\"person\"", "F022", "id=\"person\"", "contain"},
        Mistake{"type=\"my-number\"", "type=\"my-number\" length=\"11\"", "F023", "length=\"11\"", "12 digits"},
        Mistake{"basis=\"地方税法第1条\"", "", "F024", "type=\"my-number\"", "basis"},
        Mistake{"test='kind !=", "test='kind !!=", "F025", "!!= \"change\"", ""},
        Mistake{"person.birth_date &lt; filed_on", "filed_on &lt;&lt; person.birth_date", "F025", "&lt; person", ""},
        Mistake{"<option code=\"new\" title=\"新規\"/><option code=\"change\" title=\"変更\"/>", "", "F026",
                "type=\"choice\"", "option"},
        Mistake{"amount != null", "amuont != null", "F027", "amuont", "\"amount\""},
        Mistake{"person.birth_date &lt; filed_on", "1 &lt; person.birthdate", "F027", "person.birthdate",
                "person.birth_date"}));

TEST(Form, badXmlIsReported) {
    Findings findings;
    EXPECT_FALSE(parseForm("<form", "form.xml", findings));
    ASSERT_EQ(findings.errors.size(), 1u);
    EXPECT_EQ(findings.errors[0].code, "X001");
}

}  // namespace
}  // namespace toitsu::forms
