#include "ocr/postcode_support.h"

#include <gtest/gtest.h>

#include "tests/unit/ocr/all_engines.h"

namespace toitsu::ocr {

namespace {

forms::Form applicant() {
    forms::Form form;
    for (const auto& [id, type] : {std::pair{"subject.postcode", forms::FieldType::postcode},
                                   std::pair{"subject.address", forms::FieldType::address}}) {
        forms::Field field;
        field.id = id;
        field.type = type;
        form.fields.push_back(field);
    }
    return form;
}

forms::Reading reading(const std::string& field, const std::string& text, bool doubt, const Wording& why = {}) {
    forms::Reading out;
    out.field = field;
    out.candidates = {{text, 0.8}};
    out.confidence = 0.8;
    out.doubt = doubt;
    out.why = why;
    return out;
}

bool lifted(const forms::Reading& postcode, const forms::Reading& address) {
    std::vector<forms::Reading> readings{postcode, address};
    supportAddresses(readings, applicant(), *allEngines().addresses);
    EXPECT_EQ(readings[1].candidates.front().text, address.candidates.front().text) << "nothing is rewritten";
    return !readings[1].doubt;
}

const auto kAddress = [](const std::string& text) { return reading("subject.address", text, true, townUnconfirmed()); };
const auto kPostcode = [](const std::string& text) { return reading("subject.postcode", text, false); };

}  // namespace

TEST(PostcodeSupport, APostcodeOfOneTownConfirmsIt) {
    ASSERT_EQ(allEngines().addresses->at("3800928").size(), 1u);
    EXPECT_TRUE(lifted(kPostcode("380-0928"), kAddress("長野県長野市若里4-17-1")));
    EXPECT_TRUE(lifted(kPostcode("〒３８０－０９２８"), kAddress("長野市若里4-17-1")));
}

TEST(PostcodeSupport, AnotherTownsPostcodeConfirmsNothing) {
    EXPECT_FALSE(lifted(kPostcode("380-0928"), kAddress("長野県長野市栗田4-17-1")));
    EXPECT_FALSE(lifted(kPostcode("380-0928"), kAddress("長野県長野市")));
    EXPECT_FALSE(lifted(kPostcode("38-0928"), kAddress("長野県長野市若里4-17-1")));
}

TEST(PostcodeSupport, APostcodeThatIsInDoubtConfirmsNothing) {
    EXPECT_FALSE(lifted(reading("subject.postcode", "380-0928", true), kAddress("長野県長野市若里4-17-1")));
}

TEST(PostcodeSupport, OnlyTheDoubtAboutTheTownIsTaken) {
    const Wording house{"番地", "the house number"};
    EXPECT_FALSE(lifted(kPostcode("380-0928"), reading("subject.address", "長野県長野市若里4-17-1", true, house)));
}

// 北海道 has postcodes that many villages share: which of them it is they do not tell.
TEST(PostcodeSupport, APostcodeOfSeveralTownsConfirmsNothing) {
    const auto& book = *allEngines().addresses;
    std::string shared, address;
    for (int n = 0; n < 10000 && shared.empty(); ++n) {
        const std::string code = "06" + std::to_string(90000 + n);
        const auto towns = book.at(code);
        if (towns.size() > 1) shared = code, address = towns.front();
    }
    ASSERT_FALSE(shared.empty());
    EXPECT_FALSE(lifted(kPostcode(shared), kAddress(address + "12-3")));
}

}  // namespace toitsu::ocr
