// The types of a payment form, from form.xml to the canonical value.

#include <gtest/gtest.h>

#include "example.h"

namespace toitsu::forms {
namespace {

Form payment(const std::string& field) {
    const std::string xml = R"(<form xmlns="urn:toitsu:form:1" id="payment" title="口座"><field id="f" title="項目" )" +
                            field + "/></form>";
    Findings findings;
    auto form = parseForm(xml, "form.xml", findings);
    EXPECT_TRUE(form) << example::listed(findings);
    return form.value_or(Form{});
}

std::string canonical(const std::string& field, const std::string& text) {
    const Form form = payment(field);
    const auto value = parseField(*form.field("f"), text);
    return value ? canonicalText(*value) : value.error().code;
}

TEST(AccountFields, haveTheirOwnLengths) {
    EXPECT_EQ(canonical(R"(type="bank-code")", "０１４３"), "0143");
    EXPECT_EQ(canonical(R"(type="bank-code")", "143"), "F207");
    EXPECT_EQ(canonical(R"(type="branch-code")", "058"), "058");
    EXPECT_EQ(canonical(R"(type="account-number")", "12345"), "0012345");
    EXPECT_EQ(canonical(R"(type="account-number")", "12345678"), "F207");
    EXPECT_EQ(canonical(R"(type="yucho-symbol")", "10530"), "10530");
    EXPECT_EQ(canonical(R"(type="yucho-number")", "12345671"), "12345671");
    EXPECT_EQ(canonical(R"(type="yucho-number")", "1"), "1");
    EXPECT_EQ(canonical(R"(type="insurer-number")", "138057"), "138057");
    EXPECT_EQ(canonical(R"(type="insurer-number")", "33120015"), "33120015");
    EXPECT_EQ(canonical(R"(type="insurer-number")", "3312001"), "F207");
    EXPECT_EQ(canonical(R"(type="insurer-number" length="6")", "33120015"), "F207");
    EXPECT_EQ(canonical(R"(type="insurer-number")", "33120016"), "F208");
    EXPECT_EQ(canonical(R"(type="account-holder")", "ながの たろう"), "ﾅｶﾞﾉ ﾀﾛｳ");
    EXPECT_EQ(canonical(R"(type="account-holder")", "ミー"), "F232");
    EXPECT_EQ(canonical(R"(type="account-holder" holder="replace")", "ミー"), "ﾐ-");
    EXPECT_EQ(canonical(R"(type="signature")", "有"), "true");
}

TEST(AccountFields, aFixedLengthIsNotWrittenOtherwise) {
    Findings findings;
    EXPECT_FALSE(parseForm(R"(<form xmlns="urn:toitsu:form:1" id="payment" title="口座">)"
                           R"(<field id="f" title="項目" type="account-number" length="8"/></form>)",
                           "form.xml", findings));
    EXPECT_TRUE(example::find(findings.errors, "F023"));
}

TEST(AccountFields, aSignatureStandsWhereASealMay) {
    const Form form = payment(R"(type="signature")");
    Findings findings;
    const auto layout =
        parseLayout(R"(<layout xmlns="urn:toitsu:layout:1" id="p" form="payment" municipality="202088" title="口座">)"
                    R"(<page number="1" paper="A4"><seal field="f" box="20 20 40 8"/></page></layout>)",
                    "layout.xml", form, findings);
    ASSERT_TRUE(layout) << example::listed(findings);
    EXPECT_TRUE(layout->pages.front().seals.front().signature);
    const Record empty = unify(form, *layout, {example::reading("f", "", "false")});
    EXPECT_EQ(empty.find("f")->value, Value(false));
}

}  // namespace
}  // namespace toitsu::forms
