#include "forms/check_digits.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace toitsu::forms {
namespace {

TEST(CheckDigits, acceptPublishedNumbers) {
    for (const char* code : {"131016", "200000", "202011", "202088", "074071", "121002", "132039", "012122"})
        EXPECT_TRUE(validMunicipalityCode(code)) << code;
    for (const char* number : {"983205673214", "123456789018"}) EXPECT_TRUE(validMyNumber(number)) << number;
    for (const char* number :
         {"7000012050002", "7123456789012", "4011001098993", "1000020200000", "6000020121002", "8000020132039"}) {
        EXPECT_TRUE(validCorporateNumber(number)) << number;
    }
}

TEST(CheckDigits, insurersAndLocalGovernments) {
    EXPECT_TRUE(validInsurerNumber("33120015"));
    EXPECT_TRUE(validInsurerNumber("138057"));
    EXPECT_FALSE(validInsurerNumber("33120016"));
    EXPECT_FALSE(validInsurerNumber("3312001"));
    EXPECT_EQ(municipalCorporateNumber("200000"), "1000020200000");
    EXPECT_EQ(municipalCorporateNumber("121002"), "6000020121002");
    EXPECT_EQ(municipalCorporateNumber("132039"), "8000020132039");
    EXPECT_EQ(municipalCorporateNumber("121003"), "");
}

TEST(CheckDigits, refuseOthersAndOtherText) {
    EXPECT_FALSE(validMyNumber("983205673210"));
    EXPECT_FALSE(validMunicipalityCode("202089"));
    EXPECT_FALSE(validMunicipalityCode("20208"));
    EXPECT_FALSE(validMunicipalityCode("20208８"));
    EXPECT_FALSE(validCorporateNumber("1123456789012"));
    EXPECT_FALSE(validMyNumber(""));
    EXPECT_FALSE(validMyNumber("12345678901x"));
}

RC_GTEST_PROP(CheckDigits, everyPrefixHasExactlyOneCheckDigit, ()) {
    const int prefix = *rc::gen::inRange(0, 100000);
    std::string text = std::to_string(100000 + prefix).substr(1);
    int valid = 0;
    for (char last = '0'; last <= '9'; ++last) valid += validMunicipalityCode(text + last) ? 1 : 0;
    RC_ASSERT(valid == 1);
}

}  // namespace
}  // namespace toitsu::forms
