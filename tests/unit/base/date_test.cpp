#include "base/date.h"

#include <limits>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace toitsu {
namespace {

TEST(Date, ReadsOnlyDaysThatExist) {
    EXPECT_EQ(Date::parse("2026-11-21"), (Date{2026, 11, 21}));
    EXPECT_EQ(Date::parse("2024-02-29"), (Date{2024, 2, 29}));
    EXPECT_EQ(Date::parse("2000-02-29"), (Date{2000, 2, 29}));
    EXPECT_EQ(Date::parse("-0044-03-15"), (Date{-44, 3, 15}));
    EXPECT_EQ(Date::parse("999999999-12-31"), (Date{999999999, 12, 31}));
    for (const char* text : {"", "2026", "2026-11", "2026-11-31", "2025-02-29", "1900-02-29", "2026-00-01",
                             "2026-13-01", "2026-01-00", "26-01-01", "2026-1-1", "2026-11-21 ", "2026/11/21",
                             "2026-11-21T00:00:00", "02026-11-21", "1234567890-01-01", "2026-11-2１"})
        EXPECT_FALSE(Date::parse(text)) << text;
}

TEST(Date, CountsDays) {
    EXPECT_EQ((Date{1970, 1, 1}).days(), 0);
    EXPECT_EQ((Date{2000, 3, 1}).days(), 11017);
    EXPECT_EQ((Date{1969, 12, 31}).days(), -1);
    EXPECT_EQ((Date{0, 3, 1}).days(), -719468);
    EXPECT_EQ(Date::fromDays(20778), (Date{2026, 11, 21}));
    EXPECT_EQ(Date::fromDays(-719469), (Date{0, 2, 29}));
}

TEST(Date, KnowsTheWeekday) {
    EXPECT_EQ((Date{2026, 11, 21}).weekday(), 6);
    EXPECT_EQ((Date{1970, 1, 1}).weekday(), 4);
    EXPECT_EQ((Date{2024, 1, 1}).weekday(), 1);
    EXPECT_EQ((Date{1868, 1, 25}).weekday(), 6);
    EXPECT_EQ((Date{2023, 1, 1}).weekday(), 7);
}

TEST(Date, AddsMonthsAndCutsTheDay) {
    EXPECT_EQ((Date{2026, 1, 31}).plusMonths(1), (Date{2026, 2, 28}));
    EXPECT_EQ((Date{2024, 1, 31}).plusMonths(1), (Date{2024, 2, 29}));
    EXPECT_EQ((Date{2024, 2, 29}).plusMonths(12), (Date{2025, 2, 28}));
    EXPECT_EQ((Date{2026, 1, 15}).plusMonths(-1), (Date{2025, 12, 15}));
    EXPECT_EQ((Date{2026, 12, 15}).plusMonths(-24), (Date{2024, 12, 15}));
    EXPECT_EQ((Date{2026, 12, 31}).plusDays(1), (Date{2027, 1, 1}));
    EXPECT_TRUE((Date{2026, 1, 1}).plusDays(std::numeric_limits<std::int64_t>::max()).valid());
    EXPECT_TRUE((Date{2026, 1, 1}).plusDays(std::numeric_limits<std::int64_t>::min()).valid());
    EXPECT_TRUE((Date{2026, 1, 31}).plusMonths(std::numeric_limits<std::int64_t>::max()).valid());
}

TEST(Date, WritesIso) {
    EXPECT_EQ((Date{2026, 1, 2}).iso(), "2026-01-02");
    EXPECT_EQ((Date{33, 4, 3}).iso(), "0033-04-03");
    EXPECT_EQ((Date{-44, 3, 15}).iso(), "-0044-03-15");
    EXPECT_LT((Date{2026, 1, 31}), (Date{2026, 2, 1}));
    EXPECT_FALSE((Date{2026, 2, 30}).valid());
}

TEST(Time, ReadsAndWrites) {
    for (const char* text : {"00:00:00", "23:59:59", "09:30:00.5", "09:30:00Z", "09:30:00+09:00",
                             "09:30:00.123456789-03:30", "09:30:00+01:02:03"}) {
        const auto time = Time::parse(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(time->iso(), text);
    }
    EXPECT_EQ(Time::parse("09:30:00.5+09:00")->nanosecond, 500'000'000);
    EXPECT_EQ(Time::parse("09:30:00.5+09:00")->offsetSeconds, 32400);
    EXPECT_EQ(Time::parse("09:30:00.1234567899")->nanosecond, 123'456'789);
    EXPECT_EQ(Time::parse("09:30:00+00:00")->iso(), "09:30:00Z");
    for (const char* text : {"", "9:30:00", "24:00:00", "09:60:00", "09:30:60", "09:30", "09:30:00.", "09:30:00+9",
                             "09:30:00+19:00", "09:30:00ZZ", "09:30:00 ", "093000"})
        EXPECT_FALSE(Time::parse(text)) << text;
}

TEST(DateTime, IsAnInstant) {
    EXPECT_EQ(DateTime::parse("1970-01-01T00:00:00Z")->unixMillis(), 0);
    EXPECT_EQ(DateTime::parse("1970-01-01T09:00:00")->unixMillis(), 0);  // a local time counts as Japan's
    EXPECT_EQ(DateTime::parse("2026-11-21T09:30:00.250+09:00")->unixMillis(), 1795221000250);
    EXPECT_EQ(DateTime::fromUnixMillis(1795221000250).iso(), "2026-11-21T09:30:00.25+09:00");
    EXPECT_EQ(DateTime::fromUnixMillis(-1, 0).iso(), "1969-12-31T23:59:59.999Z");
    EXPECT_FALSE(DateTime::parse("2026-11-21"));
    EXPECT_FALSE(DateTime::parse("2026-11-21 09:30:00"));
    EXPECT_FALSE(DateTime::parse("2026-02-30T09:30:00"));
    EXPECT_FALSE(DateTime::parse("2026-11-21T09:30:00T"));
}

TEST(Duration, DaysAndTime) {
    EXPECT_EQ(parseDayTimeDuration("P1DT2H")->seconds, 93600);
    EXPECT_EQ(parseDayTimeDuration("-PT0.5S")->nanoseconds, -500'000'000);
    EXPECT_EQ(parseDayTimeDuration("PT36H")->iso(), "P1DT12H");
    EXPECT_EQ(parseDayTimeDuration("PT61S")->iso(), "PT1M1S");
    EXPECT_EQ(parseDayTimeDuration("-P1DT1.5S")->iso(), "-P1DT1.5S");
    EXPECT_EQ(parseDayTimeDuration("PT0S")->iso(), "PT0S");
    EXPECT_EQ(parseDayTimeDuration("P2D")->iso(), "P2D");
    EXPECT_EQ(parseDayTimeDuration("P1DT1H2M3S")->seconds, 90123);
    EXPECT_LT(*parseDayTimeDuration("-PT0.5S"), *parseDayTimeDuration("PT0S"));
    for (const char* text :
         {"", "P", "PT", "P1DT", "P1", "1D", "P1H", "PT1D", "P1Y", "PT1M1H", "PT1S1M", "PT1S1S", "PT.5S", "PT1.S",
          "PT1.5M", "P-1D", "P999999999999999999D", "P1D1D", "P99999999999999999999D"})
        EXPECT_FALSE(parseDayTimeDuration(text)) << text;
}

TEST(Duration, YearsAndMonths) {
    EXPECT_EQ(parseYearMonthDuration("P1Y2M")->months, 14);
    EXPECT_EQ(parseYearMonthDuration("-P1Y")->months, -12);
    EXPECT_EQ(parseYearMonthDuration("P26M")->iso(), "P2Y2M");
    EXPECT_EQ(parseYearMonthDuration("P0M")->iso(), "P0M");
    EXPECT_EQ(parseYearMonthDuration("-P13M")->iso(), "-P1Y1M");
    for (const char* text : {"", "P", "P1D", "P1M1Y", "P1Y1Y", "PT1M", "P1.5Y", "P999999999999999999Y"})
        EXPECT_FALSE(parseYearMonthDuration(text)) << text;
}

RC_GTEST_PROP(DateProperty, DaysReadBack, ()) {
    const auto days = *rc::gen::inRange<std::int64_t>(-1'000'000, 10'000'000);
    const Date date = Date::fromDays(days);
    RC_ASSERT(date.valid());
    RC_ASSERT(date.days() == days);
    RC_ASSERT(Date::parse(date.iso()) == date);
    RC_ASSERT(date.plusDays(1).weekday() == date.weekday() % 7 + 1);
}

RC_GTEST_PROP(DateProperty, InstantsReadBack, ()) {
    const auto millis = *rc::gen::inRange<std::int64_t>(-5'000'000'000'000, 50'000'000'000'000);
    const DateTime instant = DateTime::fromUnixMillis(millis);
    RC_ASSERT(instant.unixMillis() == millis);
    RC_ASSERT(DateTime::parse(instant.iso()) == instant);
}

RC_GTEST_PROP(DateProperty, DurationsReadBack, (std::int64_t months)) {
    const auto seconds = *rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000);
    RC_ASSERT(parseDayTimeDuration(DayTimeDuration{seconds, 0}.iso()) == DayTimeDuration{seconds});
    const YearMonthDuration calendar{months / 1000};
    RC_ASSERT(parseYearMonthDuration(calendar.iso()) == calendar);
}

}  // namespace
}  // namespace toitsu
