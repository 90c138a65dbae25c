#include "forms/layout_pages.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "example.h"

namespace toitsu::forms {
namespace {

using example::reading;
using example::readingsWith;
using example::replaced;

// The example's layout with the amount on a second page, whose other places are given.
std::optional<Layout> twoPages(const std::string& others, Findings& findings) {
    const std::string amount = R"(<place field="amount" box="20 100 64 7" cells="8" align="right"/>)";
    const std::string first = replaced(example::kLayout, amount, "");
    return parseLayout(
        replaced(first, "</page>", "</page><page number=\"2\" paper=\"A4\">" + amount + others + "</page>"),
        "layout.xml", example::form(), findings);
}

constexpr const char* kNumberAgain = R"(<place field="number" box="20 20 60 7" cells="10"/>)";

Layout twoPages() {
    Findings findings;
    auto layout = twoPages(kNumberAgain, findings);
    EXPECT_TRUE(layout) << example::listed(findings);
    return *layout;
}

TEST(LayoutPages, AFieldMayStandOnceOnEveryPage) {
    Findings findings;
    ASSERT_TRUE(twoPages(kNumberAgain, findings)) << example::listed(findings);
    EXPECT_TRUE(std::none_of(findings.warnings.begin(), findings.warnings.end(),
                             [](const Error& one) { return one.code == "F055"; }));
    findings = {};
    EXPECT_FALSE(
        twoPages(std::string(kNumberAgain) + R"(<place field="number" box="20 30 60 7" cells="10"/>)", findings));
    EXPECT_EQ(findings.errors.front().code, "F034");
}

TEST(LayoutPages, PagesThatShareNothingAreWarnedOf) {
    Findings findings;
    const auto layout = twoPages("", findings);
    ASSERT_TRUE(layout);
    EXPECT_TRUE(sharedFields(*layout).empty());
    EXPECT_TRUE(std::any_of(findings.warnings.begin(), findings.warnings.end(),
                            [](const Error& one) { return one.code == "F055"; }));
    EXPECT_TRUE(sharedFields(example::layout()).empty()) << "one page shares nothing with itself";
}

TEST(LayoutPages, KnowWhereAFieldBelongs) {
    const Layout layout = twoPages();
    EXPECT_EQ(sharedFields(layout), (std::vector<std::string>{"number"}));
    EXPECT_EQ(firstPageOf(layout, "number"), 1);
    EXPECT_EQ(firstPageOf(layout, "amount"), 2);
    EXPECT_EQ(firstPageOf(layout, "nowhere"), 1);
    const Record whole = unify(example::form(), layout, example::readings());
    const Record second = onPage(whole, layout, 2);
    ASSERT_EQ(second.fields.size(), 1u);
    EXPECT_EQ(second.fields[0].field, "amount");
    EXPECT_EQ(onPage(whole, layout, 1).fields.size() + 1, whole.fields.size());
}

TEST(LayoutPages, TwoPagesThatSayDifferentNumbersAreInDoubt) {
    auto readings = example::readings();
    readings.push_back(reading("number", "", "0123456789"));
    const Record same = unify(example::form(), twoPages(), readings);
    EXPECT_FALSE(same.find("number")->doubt);
    EXPECT_NEAR(same.find("number")->confidence, 0.995, 1e-9) << "one value, not two parts";
    readings.back() = reading("number", "", "0123456780");
    EXPECT_TRUE(unify(example::form(), twoPages(), readings).find("number")->doubt);
    readings.back() = reading("number", "", "");
    EXPECT_TRUE(unify(example::form(), twoPages(), readings).find("number")->doubt);
}

TEST(LayoutPages, APageAloneHasItsOwnFieldsAndRules) {
    const std::vector<Reading> readings{reading("amount", "", "123400"), reading("number", "", "0123456789")};
    const Record second = unifyPage(example::form(), twoPages(), 2, readings);
    ASSERT_EQ(second.fields.size(), 2u);
    for (const FieldValue& value : second.fields) EXPECT_FALSE(value.doubt) << value.field;
    // A change needs an amount, which stands on the other page: nothing is broken here.
    auto first = readingsWith("kind", "", "change");
    std::erase_if(first, [](const Reading& one) { return one.field == "amount"; });
    const Record record = unifyPage(example::form(), twoPages(), 1, first);
    EXPECT_TRUE(record.broken.empty());
    EXPECT_EQ(record.find("amount"), nullptr);
    EXPECT_EQ(unify(example::form(), twoPages(), first).broken.size(), 1u);
    // A layout of one page is read as ever.
    EXPECT_EQ(unifyPage(example::form(), example::layout(), 1, example::readings()).fields.size(),
              example::form().fields.size());
}

}  // namespace
}  // namespace toitsu::forms
