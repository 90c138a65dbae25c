// The rules that the library's 異動届出書 lays down, on the form as it is shipped.

#include <gtest/gtest.h>

#include "forms/doubts.h"
#include "forms/library.h"

namespace toitsu::forms {
namespace {

std::vector<std::string> brokenBy(const std::vector<std::pair<std::string, std::string>>& amounts) {
    Findings findings;
    const auto library = Library::load(TOITSU_SOURCE_DIR "/templates", findings);
    if (!library) throw std::runtime_error(library.error().text(Language::en));
    const Form& form = *library->form("salary-change");
    Record record;
    for (const Field& field : form.fields) {
        record.fields.emplace_back();
        record.fields.back().field = field.id;
    }
    for (const auto& [field, text] : amounts) record.find(field)->value = parseField(*form.field(field), text).value();
    judge(form, record);
    std::vector<std::string> broken;
    for (const auto& rule : record.broken) broken.push_back(rule.rule);
    return broken;
}

// 地方税法第20条の4の2第3項
TEST(SalaryChangeRules, AmountsOfTaxHaveNoRestBelowAHundred) {
    EXPECT_TRUE(
        brokenBy({{"tax.annual", "168400"}, {"tax.collected", "28200"}, {"tax.uncollected", "140200"}}).empty());
    for (const char* field : {"lump-sum.amount", "new-employer.monthly"}) {
        EXPECT_TRUE(brokenBy({{field, "14000"}}).empty());
        EXPECT_EQ(brokenBy({{field, "14007"}}).size(), 1u) << field;
    }
    EXPECT_EQ(brokenBy({{"tax.annual", "168407"}, {"tax.collected", "28200"}, {"tax.uncollected", "140207"}}),
              (std::vector<std::string>{"tax-annual-in-hundreds", "tax-uncollected-in-hundreds"}));
}

TEST(SalaryChangeRules, WhatIsNotYetCollectedIsTheDifference) {
    EXPECT_EQ(brokenBy({{"tax.annual", "168400"}, {"tax.collected", "28200"}, {"tax.uncollected", "140300"}}),
              (std::vector<std::string>{"uncollected-is-difference"}));
}

}  // namespace
}  // namespace toitsu::forms
