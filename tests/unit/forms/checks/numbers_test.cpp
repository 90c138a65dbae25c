// Phone numbers, amounts, postcodes, identifiers, accounts.

#include <gtest/gtest.h>

#include "forms/checks/identifier.h"
#include "forms/checks/money.h"
#include "forms/checks/phone.h"
#include "forms/checks/postcode.h"
#include "forms/checks/yucho.h"

namespace toitsu::forms {
namespace {

struct Case {
    const char *text, *normalised, *reason;
};

TEST(Phone, keepsItsGroups) {
    const Case cases[] = {{"（0267）22－1700", "0267-22-1700", ""},
                          {"026 232 0111", "026-232-0111", ""},
                          {"０３ー１２３４ー５６７８", "03-1234-5678", ""},
                          {"01267-2-1234", "01267-2-1234", ""},
                          {"090-1234-5678", "090-1234-5678", ""},
                          {"0120-123-456", "0120-123-456", ""},
                          {"0170-123-456", "0170-123-456", ""},
                          {"0800-123-4567", "0800-123-4567", ""},
                          {"+81 90-1234-5678", "090-1234-5678", ""},
                          {"+81-26-232-0111", "026-232-0111", ""},
                          {"+1 202 555 0100", "+1-202-555-0100", ""},
                          {"0262320111", "0262320111", ""},
                          {"22-1700", "22-1700", "F225"},
                          {"0267-22-17000", "0267-22-17000", "F225"},
                          {"0267-2-21700", "0267-2-21700", "F225"},
                          {"090-123-45678", "090-123-45678", ""},
                          {"090-1234-567", "090-1234-567", "F225"},
                          {"110", "", "F205"},
                          {"0267-aa-1700", "", "F205"}};
    for (const auto& [text, normalised, reason] : cases) {
        const Checked checked = checkPhone(text);
        EXPECT_EQ(checked.normalised, normalised) << text;
        EXPECT_EQ(checked.reason, reason) << text;
        if (checked.good()) {
            EXPECT_EQ(checkPhone(normalised).normalised, normalised);
        }
    }
    EXPECT_EQ(checkPhone("09012345678").candidates, (std::vector<std::string>{"090-1234-5678"}));
    EXPECT_TRUE(checkPhone("0262320111").candidates.empty()) << "the area code may be 026 or 0262";
}

TEST(Money, isWholeYen) {
    const Case cases[] = {{"１，２３４円", "1234", ""},
                          {"¥1,234-", "", "F206"},
                          {"￥1,234,567円", "1234567", ""},
                          {"0", "0", ""},
                          {"000", "0", ""},
                          {"金1,000円也", "", "F206"},
                          {"1,000円也", "1000", ""},
                          {"12千円", "12000", "F227"},
                          {"3万円", "30000", "F227"},
                          {"▲500", "-500", "F226"},
                          {"-0", "0", "F226"},
                          {"1.5", "", "F206"},
                          {"千円", "", "F206"},
                          {"", "", "F206"},
                          {"1千2", "", "F206"}};
    for (const auto& [text, normalised, reason] : cases) {
        const Checked checked = checkMoney(text);
        EXPECT_EQ(checked.normalised, normalised) << text;
        EXPECT_EQ(checked.reason, reason) << text;
    }
    EXPECT_EQ(checkMoney("1234", 3).reason, "F206");
    EXPECT_EQ(checkMoney("0123", 3).normalised, "123");
}

TEST(Postcode, hasSevenDigits) {
    EXPECT_EQ(checkPostcode("〒３８４－００２５").normalised, "384-0025");
    EXPECT_EQ(checkPostcode("3840025").normalised, "384-0025");
    EXPECT_EQ(checkPostcode("384-002").reason, "F204");
}

TEST(Identifier, isNeverRepaired) {
    const Checked my = checkIdentifier(FieldType::myNumber, "983205673210", 12);
    EXPECT_EQ(my.reason, "F208");
    EXPECT_TRUE(my.candidates.empty());
    EXPECT_TRUE(checkIdentifier(FieldType::myNumber, "98320567321", 12).candidates.empty());
    EXPECT_EQ(checkIdentifier(FieldType::myNumber, "9832 0567 3214", 12).normalised, "983205673214");
    EXPECT_EQ(checkIdentifier(FieldType::digits, "O12", 3).reason, "F207") << "a letter is no digit";
    EXPECT_EQ(checkIdentifier(FieldType::municipalityCode, "20208", 6).candidates, std::vector<std::string>{"202088"});
    EXPECT_EQ(checkIdentifier(FieldType::corporateNumber, "000012050002", 13).candidates,
              std::vector<std::string>{"7000012050002"});
}

TEST(Yucho, symbolAndNumberBecomeATransferAccount) {
    const auto [checked, account] = transferAccount("10530", "12345671");
    EXPECT_EQ(checked.normalised, "9900-058-1-1234567");
    EXPECT_EQ(account.bank, "9900");
    EXPECT_EQ(account.branch, "058");
    EXPECT_EQ(account.branchName, "〇五八");
    EXPECT_EQ(account.branchKana, "ｾﾞﾛｺﾞﾊﾁ");
    EXPECT_EQ(account.kind, "1");
    EXPECT_EQ(account.number, "1234567");
    EXPECT_EQ(transferAccount("11940", "1231").checked.normalised, "9900-198-1-0000123");
    EXPECT_EQ(transferAccount("00530", "12345").checked.normalised, "9900-059-2-0012345");
    EXPECT_EQ(transferAccount("00530", "12345").account.branchName, "〇五九");
    EXPECT_EQ(transferAccount("10530", "12345672").checked.reason, "F229");
    EXPECT_EQ(transferAccount("00530", "12345678").checked.reason, "F229");
    EXPECT_EQ(transferAccount("20530", "1").checked.reason, "F228");
    EXPECT_EQ(transferAccount("1053", "1").checked.reason, "F207");
    EXPECT_EQ(transferAccount("10530", "123456789").checked.reason, "F207");
}

}  // namespace
}  // namespace toitsu::forms
