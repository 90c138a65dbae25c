// Working days, office hours and the periods of law.

#include "base/business_calendar.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/legal_period.h"

namespace toitsu {
namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;

std::int64_t at(const char* iso) {
    return DateTime::parse(iso)->unixMillis();
}
std::string text(std::optional<std::int64_t> instant) {
    return instant ? DateTime::fromUnixMillis(*instant).iso().substr(0, 16) : "nothing";
}
std::string text(std::optional<Date> day) {
    return day ? day->iso() : "nothing";
}

CalendarRules office() {
    CalendarRules rules;
    rules.id = "office";
    for (std::size_t day = 0; day < 5; ++day) rules.week[day] = {{510, 720}, {780, 1035}};  // 08:30–12:00, 13:00–17:15
    for (const auto& [month, day] : {std::pair{12, 29}, {12, 30}, {12, 31}, {1, 1}, {1, 2}, {1, 3}})
        rules.yearly.push_back({month, day, 0, 0, "年末年始"});
    return rules;
}

TEST(BusinessCalendar, SaysWhyItIsClosed) {
    CalendarRules rules = office();
    rules.closed[{2027, 8, 13}] = "設備点検";
    rules.yearly.push_back({0, 0, 1, 3, "第3月曜"});
    rules.yearly.push_back({0, 0, 5, 0, "最終金曜"});
    const BusinessCalendar calendar(rules);
    EXPECT_EQ(calendar.closedBecause({2027, 3, 20}), "土曜日");
    EXPECT_EQ(calendar.closedBecause({2027, 3, 21}), "春分の日");
    EXPECT_EQ(calendar.closedBecause({2027, 3, 22}), "振替休日");
    EXPECT_EQ(calendar.closedBecause({2027, 3, 23}), std::nullopt);
    EXPECT_EQ(calendar.closedBecause({2027, 12, 29}), "年末年始");
    EXPECT_EQ(calendar.closedBecause({2028, 1, 1}), "元日");
    EXPECT_EQ(calendar.closedBecause({2027, 8, 13}), "設備点検");
    EXPECT_EQ(calendar.closedBecause({2027, 5, 17}), "第3月曜");
    EXPECT_EQ(calendar.closedBecause({2027, 5, 28}), "最終金曜");
    EXPECT_TRUE(calendar.isWorkingDay({2027, 5, 21}));
    rules.closedOnHolidays = false;
    EXPECT_TRUE(BusinessCalendar(rules).isWorkingDay({2027, 3, 22}));
}

TEST(BusinessCalendar, CountsWorkingDays) {
    const BusinessCalendar calendar(office());
    EXPECT_EQ(text(calendar.addWorkingDays({2027, 4, 28}, 1)), "2027-04-30");  // 昭和の日 between
    EXPECT_EQ(text(calendar.addWorkingDays({2027, 4, 30}, 1)), "2027-05-06");  // the golden week
    EXPECT_EQ(text(calendar.addWorkingDays({2026, 12, 28}, 1)), "2027-01-04");
    EXPECT_EQ(text(calendar.addWorkingDays({2027, 1, 4}, -1)), "2026-12-28");
    EXPECT_EQ(text(calendar.addWorkingDays({2027, 1, 2}, 0)), "2027-01-02");
    EXPECT_EQ(text(calendar.onOrAfter({2027, 1, 2})), "2027-01-04");
    EXPECT_EQ(text(calendar.onOrBefore({2027, 1, 2})), "2026-12-28");
    EXPECT_EQ(calendar.workingDaysBetween({2026, 12, 28}, {2027, 1, 4}), 1);
    EXPECT_EQ(calendar.workingDaysBetween({2027, 1, 4}, {2026, 12, 28}), -1);
    EXPECT_EQ(calendar.workingDaysBetween({2027, 4, 1}, {2028, 3, 31}), 242);
    EXPECT_EQ(text(calendar.addWorkingDays({2150, 12, 20}, 30)), "nothing");
    EXPECT_EQ(text(calendar.addWorkingDays({1948, 7, 20}, -1)), "nothing");
}

TEST(BusinessCalendar, ClockStandsStillWhileTheOfficeIsClosed) {
    const BusinessCalendar calendar(office());  // 7:45 a day, without the hour at noon
    EXPECT_EQ(text(calendar.addWorkingTime(at("2027-04-01T09:00:00+09:00"), 4 * hour)), "2027-04-01T14:00");
    EXPECT_EQ(text(calendar.addWorkingTime(at("2027-04-01T09:00:00+09:00"), 8 * hour)), "2027-04-02T09:15");
    EXPECT_EQ(text(calendar.addWorkingTime(at("2027-04-30T17:00:00+09:00"), 30 * minute)), "2027-05-06T08:45");
    EXPECT_EQ(text(calendar.addWorkingTime(at("2027-05-06T08:45:00+09:00"), -30 * minute)), "2027-04-30T17:00");
    EXPECT_EQ(text(calendar.addWorkingTime(at("2027-04-01T08:30:00+09:00"), 465 * minute)), "2027-04-01T17:15");
    EXPECT_EQ(text(calendar.addWorkingTime(at("2027-04-03T10:00:00+09:00"), 1)), "2027-04-05T08:30");
    EXPECT_EQ(text(calendar.addWorkingTime(at("2027-04-01T08:30:00+09:00"), std::int64_t{1} << 62)), "nothing");
    EXPECT_EQ(text(calendar.nextOpening(at("2027-04-01T12:30:00+09:00"))), "2027-04-01T13:00");
    EXPECT_EQ(text(calendar.nextOpening(at("2027-04-01T13:30:00+09:00"))), "2027-04-01T13:30");
    EXPECT_EQ(text(calendar.nextOpening(at("2027-04-01T17:15:00+09:00"))), "2027-04-02T08:30");
    EXPECT_TRUE(calendar.isOpen(at("2027-04-01T08:30:00+09:00")));
    EXPECT_FALSE(calendar.isOpen(at("2027-04-01T12:00:00+09:00")));
    EXPECT_EQ(text(calendar.opening({2027, 4, 1})), "2027-04-01T08:30");
    EXPECT_EQ(text(calendar.closing({2027, 4, 1})), "2027-04-01T17:15");
    EXPECT_EQ(text(calendar.closing({2027, 4, 3})), "nothing");
}

TEST(BusinessCalendar, ExtraHoursAreNoWorkingDay) {
    CalendarRules rules = office();
    rules.open[{2027, 3, 28}] = {{510, 720}};                // a Sunday
    rules.open[{2027, 3, 30}] = {{1000, 1140}, {420, 500}};  // before and after hours, overlapping them
    const BusinessCalendar calendar(rules);
    EXPECT_FALSE(calendar.isWorkingDay({2027, 3, 28}));
    EXPECT_EQ(text(calendar.nextOpening(at("2027-03-27T00:00:00+09:00"))), "2027-03-28T08:30");
    EXPECT_EQ(text(calendar.addWorkingDays({2027, 3, 26}, 1)), "2027-03-29");
    const std::vector<OfficeHours> expected{{420, 500}, {510, 720}, {780, 1140}};
    EXPECT_EQ(calendar.hours({2027, 3, 30}), expected);
}

RC_GTEST_PROP(BusinessCalendar, AddingAndCountingAreOne, ()) {
    static const BusinessCalendar calendar(office());
    const Date from = Date{1990, 1, 1}.plusDays(*rc::gen::inRange(0, 40'000));
    const auto count = *rc::gen::inRange(-300, 300);
    const auto to = calendar.addWorkingDays(from, count);
    RC_ASSERT(to.has_value());
    RC_ASSERT(count == 0 || calendar.isWorkingDay(*to));
    RC_ASSERT(count < 0 || calendar.workingDaysBetween(from, *to) == count);
    const std::int64_t instant = midnightInJapan(from) + *rc::gen::inRange(0, 24 * 60) * minute;
    const std::int64_t millis = *rc::gen::inRange(1, 1'000'000) * 1000LL;
    const auto later = calendar.addWorkingTime(instant, millis);
    RC_ASSERT(later.has_value());
    RC_ASSERT(calendar.workingTimeBetween(instant, *later) == millis);
    RC_ASSERT(calendar.workingTimeBetween(*later, instant) == -millis);
    const auto back = calendar.addWorkingTime(*later, -millis);
    RC_ASSERT(calendar.workingTimeBetween(*back, instant) == 0);
}

TEST(LegalPeriod, DaysDoNotCountTheFirst) {
    EXPECT_EQ(text(lastDay({2027, 4, 1}, {.months = 0, .days = 14})), "2027-04-15");
    EXPECT_EQ(text(lastDay({2027, 4, 1}, {.months = 0, .days = 14}, FirstDay::included)), "2027-04-14");
    EXPECT_EQ(text(lastDay({2027, 4, 1}, {.months = 0, .days = 7})), "2027-04-08");
}

TEST(LegalPeriod, MonthsEndTheDayBefore) {
    struct Row {
        Date event;
        int months;
        const char* last;
    };
    const Row table[] = {
        {{2027, 4, 15}, 1, "2027-05-15"},  {{2027, 1, 30}, 1, "2027-02-28"},   // 起算日 1/31 has none in February
        {{2027, 1, 31}, 1, "2027-02-28"},  {{2028, 1, 31}, 1, "2028-02-29"},   // 起算日 2/1: the whole month
        {{2027, 2, 28}, 1, "2027-03-31"},  {{2027, 5, 31}, 1, "2027-06-30"},   // 起算日 3/1 and 6/1: whole months
        {{2028, 2, 28}, 12, "2029-02-28"}, {{2028, 2, 29}, 12, "2029-02-28"},  // 起算日 2/29 has none in 2029
        {{2027, 8, 30}, 6, "2028-02-29"},  {{2027, 3, 31}, 60, "2032-03-31"},  // five years of retention
    };
    for (const Row& row : table)
        EXPECT_EQ(text(lastDay(row.event, {.months = row.months, .days = 0})), row.last) << row.event.iso();
}

TEST(LegalPeriod, EndsOnAWorkingDay) {
    const BusinessCalendar calendar(office());
    // 転入届: 14 days after moving. 2027-04-17 is a Saturday, 05-02 a Sunday before the holidays, 12-31 年末年始.
    EXPECT_EQ(text(dueDay({2027, 4, 3}, {.months = 0, .days = 14}, calendar)), "2027-04-19");
    EXPECT_EQ(text(dueDay({2027, 4, 18}, {.months = 0, .days = 14}, calendar)), "2027-05-06");
    EXPECT_EQ(text(dueDay({2027, 12, 17}, {.months = 0, .days = 14}, calendar)), "2028-01-04");
    EXPECT_EQ(text(dueDay({2150, 12, 30}, {.months = 1, .days = 0}, calendar)), "nothing");
}

TEST(LegalPeriod, AgeIsReachedTheDayBefore) {
    EXPECT_EQ(text(ageReached({2020, 4, 1}, 6)), "2026-03-31");
    EXPECT_EQ(text(ageReached({2020, 4, 2}, 6)), "2026-04-01");
    EXPECT_EQ(text(ageReached({2008, 2, 29}, 18)), "2026-02-28");
    EXPECT_EQ(text(ageReached({2008, 2, 29}, 20)), "2028-02-28");
    EXPECT_EQ(text(ageReached({1961, 1, 1}, 65)), "2025-12-31");
    EXPECT_EQ(ageOn({2008, 2, 29}, {2026, 2, 28}), 17);
    EXPECT_EQ(ageOn({2008, 2, 29}, {2026, 3, 1}), 18);
    EXPECT_EQ(ageOn({2008, 2, 29}, {2028, 2, 29}), 20);
    EXPECT_EQ(ageOn({2020, 4, 1}, {2026, 3, 31}), 5);
    EXPECT_EQ(ageOn({2020, 4, 1}, {2026, 4, 1}), 6);
    EXPECT_EQ(ageOn({2020, 4, 1}, {2020, 4, 1}), 0);
    EXPECT_EQ(ageOn({2020, 4, 1}, {2020, 3, 31}), -1);
}

}  // namespace
}  // namespace toitsu
