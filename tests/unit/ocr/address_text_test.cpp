#include "ocr/recognizers/address_text.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "ocr/recognizers/number_text.h"

namespace toitsu::ocr {

namespace {

const forms::AddressBook& book() {
    static const auto made = forms::AddressBook::parse(
        "=長野県 長野市\n3800000\n928 若里\n13 川合新田\n=長野県 松本市\n3900000\n821 二子\n3 八ケ崎\n", "book");
    return *made;
}

AddressText parts(const std::string& address) {
    return addressText(text::decode(address), book());
}

std::string plain(const std::string& text, forms::FieldType type) {
    return text::encode(plainNumber(text::decode(text), type));
}

bool fits(const std::string& text, forms::FieldType type, const std::string& part = {}) {
    return fitsNumber(text::decode(text), type, part);
}

}  // namespace

TEST(AddressText, FollowsTheGrammarOfHouseNumbers) {
    for (const std::string number :
         {"三丁目12番5号", "3丁目12番5号", "十二丁目3番", "1234番地", "1234番地5", "1234番地の5", "12番5号", "3-12-5",
          "3-12", "12の3", "1234", "3丁目12-5", "2丁目"}) {
        const AddressText address = parts("長野市若里" + number);
        EXPECT_TRUE(address.complete()) << number;
        EXPECT_EQ(address.house, address.text.size()) << number;
    }
    for (const std::string number : {"", "三", "丁目", "番地", "号12", "三3丁目", "-12", "123456番地"})
        EXPECT_LT(parts("長野市若里" + number).house,
                  parts("長野市若里" + number).text.size() + (number.empty() ? 1 : 0))
            << number;
    EXPECT_FALSE(parts("長野市若里").complete());
}

TEST(AddressText, WhatStandsBehindTheNumberIsNotPartOfIt) {
    const AddressText address = parts("長野市若里3-12コーポ若里203号室");
    EXPECT_TRUE(address.complete());
    EXPECT_EQ(text::encode(address.text.substr(address.house)), "コーポ若里203号室");
}

TEST(AddressText, ATownThatIsNotInTheBookIsUnknown) {
    EXPECT_FALSE(parts("長野市若黒3-12").townKnown);
    EXPECT_FALSE(parts("新潟市若里3-12").townKnown);
}

TEST(AddressText, TheBookTellsCharactersOfTheSameStrokesApart) {
    EXPECT_EQ(text::encode(parts("松本市ニ子3-12").text), "松本市二子3-12");
    EXPECT_EQ(text::encode(parts("松本市ハケ崎12").text), "松本市八ケ崎12");
}

TEST(AddressText, WaysOfPrintingANumberBecomeOne) {
    using forms::FieldType;
    EXPECT_EQ(plain("０９０ー１２３４一５６７８", FieldType::phone), "090-1234-5678");
    EXPECT_EQ(plain("026--ー981一4207", FieldType::phone), "026-981-4207");
    EXPECT_EQ(plain("若里3一12", FieldType::address), "若里3-12");
    EXPECT_EQ(plain("コーポ1", FieldType::address), "コーポ1") << "a long vowel";
    EXPECT_EQ(plain("若里3一丁目", FieldType::address), "若里3一丁目") << "no digit behind it";
    EXPECT_EQ(plain("9.146.748円", FieldType::money), "9,146,748円");
    EXPECT_EQ(plain("9.146", FieldType::digits), "9.146");
}

TEST(AddressText, ANumberIsCompleteOrNot) {
    using forms::FieldType;
    EXPECT_TRUE(fits("〒380-0928", FieldType::postcode));
    EXPECT_TRUE(fits("3800928", FieldType::postcode));
    EXPECT_FALSE(fits("38-00928", FieldType::postcode));
    EXPECT_TRUE(fits("026-232-0111", FieldType::phone));
    EXPECT_TRUE(fits("09012345678", FieldType::phone));
    EXPECT_FALSE(fits("26-232-0111", FieldType::phone));
    EXPECT_FALSE(fits("026-232-011", FieldType::phone));
    EXPECT_TRUE(fits("1,234,567円", FieldType::money));
    EXPECT_FALSE(fits("1,23,4567", FieldType::money));
    EXPECT_FALSE(fits("1,234,56", FieldType::money));
    EXPECT_TRUE(fits("昭和35年1月11日", FieldType::date));
    EXPECT_FALSE(fits("昭和35年1月41日", FieldType::date));
    EXPECT_FALSE(fits("昭35年月11日", FieldType::date));
    EXPECT_TRUE(fits("12", FieldType::date, "month"));
    EXPECT_FALSE(fits("1月", FieldType::date, "month"));
    EXPECT_FALSE(fits("", FieldType::digits));
}

}  // namespace toitsu::ocr
