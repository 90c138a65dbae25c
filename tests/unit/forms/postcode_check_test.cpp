#include "forms/postcode_check.h"

#include <gtest/gtest.h>

#include "forms/form.h"
#include "forms/layout.h"

namespace toitsu::forms {

namespace {

constexpr const char* kForm =
    R"(<form xmlns="urn:toitsu:form:1" id="f" version="1" title="申請書" basis="-" retention="P1Y">
  <field id="subject.postcode" type="postcode" title="郵便番号"/>
  <field id="subject.address" type="address" title="住所"/>
  <field id="agent.postcode" type="postcode" title="郵便番号"/>
  <field id="office.address" type="address" title="住所"/>
</form>)";

const Form& form() {
    static const Form parsed = [] {
        Findings findings;
        return parseForm(kForm, "form.xml", findings).value();
    }();
    return parsed;
}

const AddressBook& book() {
    static const auto made = AddressBook::parse("=長野県 長野市\n3800928 若里\n0838 県町\n", "book");
    return *made;
}

Reading reading(const std::string& field, const std::string& text) {
    Reading r;
    r.field = field;
    r.candidates = {{text, 0.999}};
    r.confidence = 0.999;
    return r;
}

Record unified(const std::string& postcode, const std::string& address, const AddressBook* addresses) {
    UnifyOptions options;
    options.addresses = addresses;
    return unify(form(), Layout(),
                 {reading("subject.postcode", postcode), reading("subject.address", address),
                  reading("agent.postcode", "380-0838"), reading("office.address", "長野市若里三丁目1番")},
                 options);
}

}  // namespace

TEST(PostcodeCheck, FindsTheAddressOfTheSamePerson) {
    EXPECT_EQ(addressOf(form(), *form().field("subject.postcode")), form().field("subject.address"));
    EXPECT_EQ(addressOf(form(), *form().field("agent.postcode")), nullptr) << "an office's address is not the agent's";
    EXPECT_EQ(addressOf(form(), *form().field("subject.address")), nullptr);
}

TEST(PostcodeCheck, DoubtsBothWhereTheyDiffer) {
    const Record record = unified("380-0838", "長野市若里三丁目1番", &book());
    for (const char* field : {"subject.postcode", "subject.address"}) {
        EXPECT_TRUE(record.find(field)->doubt) << field;
        EXPECT_EQ(record.find(field)->why.en, "Postcode and address name different places.") << field;
    }
    EXPECT_EQ(canonicalText(record.find("subject.postcode")->value), "380-0838") << "what was read stays";
    EXPECT_FALSE(record.find("agent.postcode")->doubt);
    EXPECT_FALSE(record.find("office.address")->doubt);
}

TEST(PostcodeCheck, SaysNothingWhereTheyFitOrNobodyKnows) {
    for (const auto& [postcode, address] : {std::pair{"380-0928", "長野市若里三丁目1番"},
                                            {"380-0838", "長野市新しい町1"},
                                            {"999-9999", "長野市若里1"},
                                            {"", "長野市若里1"},
                                            {"380-0838", ""}}) {
        const Record record = unified(postcode, address, &book());
        EXPECT_FALSE(record.find("subject.postcode")->doubt) << postcode << address;
        EXPECT_FALSE(record.find("subject.address")->doubt) << postcode << address;
    }
    EXPECT_FALSE(unified("380-0838", "長野市若里1", nullptr).find("subject.address")->doubt) << "without a book";
}

}  // namespace toitsu::forms
