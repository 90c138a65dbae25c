// When what is kept may be destroyed: by the calendar, in Japan.

#include "apps/station/retention/retention_policy.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace toitsu::station {
namespace {

using Begins = RetentionPolicy::Begins;

std::string due(Begins begins, const std::string& ended, const std::string& period) {
    const Kept kept = keptFrom(begins, Date::parse(ended).value(), periodOf(period).value());
    return kept.begins.iso() + " " + kept.due.iso();
}

TEST(RetentionPolicy, CountsFromTheAprilAfterTheFiscalYear) {
    EXPECT_EQ(due(Begins::fiscalYear, "2026-11-29", "P5Y"), "2027-04-01 2032-04-01");
    EXPECT_EQ(due(Begins::fiscalYear, "2027-03-31", "P1Y"), "2027-04-01 2028-04-01") << "the year's last day";
    EXPECT_EQ(due(Begins::fiscalYear, "2027-04-01", "P1Y"), "2028-04-01 2029-04-01") << "the next year's first";
    EXPECT_EQ(due(Begins::fiscalYear, "2028-02-29", "P1Y"), "2028-04-01 2029-04-01");
    EXPECT_EQ(due(Begins::fiscalYear, "2026-12-31", "P6M"), "2027-04-01 2027-10-01");
    EXPECT_EQ(due(Begins::fiscalYear, "2026-05-01", "P30D"), "2027-04-01 2027-05-01");
    EXPECT_EQ(due(Begins::fiscalYear, "2026-05-01", "PT36H"), "2027-04-01 2027-04-03") << "a day that has begun counts";
}

TEST(RetentionPolicy, CountsFromTheEndWithoutThatDay) {
    EXPECT_EQ(due(Begins::end, "2026-11-29", "P5Y"), "2026-11-30 2031-11-30");
    EXPECT_EQ(due(Begins::end, "2027-02-28", "P1Y"), "2027-03-01 2028-03-01") << "a leap day lies within";
    EXPECT_EQ(due(Begins::end, "2028-02-28", "P1Y"), "2028-02-29 2029-03-01") << "no 29 February: the month's end";
    EXPECT_EQ(due(Begins::end, "2028-02-29", "P4Y"), "2028-03-01 2032-03-01");
    EXPECT_EQ(due(Begins::end, "2026-08-30", "P6M"), "2026-08-31 2027-03-01") << "no 31 February: the month's end";
    EXPECT_EQ(due(Begins::end, "2026-12-31", "P30D"), "2027-01-01 2027-01-31");
}

TEST(RetentionPolicy, DaysAreJapans) {
    const auto at = [](const char* iso) { return DateTime::parse(iso)->unixMillis(); };
    EXPECT_EQ(civilDay(at("2027-03-31T23:59:59+09:00")).iso(), "2027-03-31");
    EXPECT_EQ(civilDay(at("2027-03-31T15:00:00Z")).iso(), "2027-04-01") << "midnight in Japan";
    EXPECT_EQ(beginningOf({2027, 4, 1}), at("2027-03-31T15:00:00Z"));
}

TEST(RetentionPolicy, NoPeriodIsNone) {
    for (const char* none : {"", "P0Y", "PT0S", "5Y", "P", "-P1Y"}) EXPECT_FALSE(periodOf(none)) << none;
}

TEST(RetentionPolicies, AreEachMunicipalitysOwn) {
    const auto folder = files::TemporaryFolder::make("toitsu-retention-").value();
    const std::string file = folder.path() + "/retention.json";
    EXPECT_EQ(RetentionPolicies::load(file)->of("202011").begins, Begins::fiscalYear);
    ASSERT_TRUE(files::writeAtomically(
        file, R"({"default": {"dropped": "P2Y"}, "202011": {"begins": "end", "ground": "文書管理規程第10条"}})"));
    const auto policies = RetentionPolicies::load(file);
    ASSERT_TRUE(policies);
    EXPECT_EQ(policies->of("202011").begins, Begins::end);
    EXPECT_EQ(policies->of("202011").dropped, "P2Y");
    EXPECT_EQ(policies->of("202011").ground, "文書管理規程第10条");
    EXPECT_EQ(policies->of("202029").begins, Begins::fiscalYear);
    for (const char* wrong : {R"([])", R"({"default": {"begins": "later"}})", R"({"202011": {"dropped": "2 years"}})",
                              R"({"202011": {"keeps": "P1Y"}})", R"({"202011": {"ground": 1}})", R"({"202011": 5})"}) {
        ASSERT_TRUE(files::writeAtomically(file, wrong));
        const auto read = RetentionPolicies::load(file);
        ASSERT_FALSE(read) << wrong;
        EXPECT_EQ(read.error().code, "V501") << wrong;
    }
}

}  // namespace
}  // namespace toitsu::station
