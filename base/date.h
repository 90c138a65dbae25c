#pragma once

// Calendar dates, times and durations as FEEL knows them. Gregorian (proleptic); no time zone database: an offset or
// none.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace toitsu {

struct Date {
    int year = 1970;
    int month = 1;  // 1–12
    int day = 1;    // 1–31

    static std::optional<Date> parse(std::string_view iso);  // "2026-11-21" that exists in the calendar
    static Date fromDays(std::int64_t daysSince1970);

    bool valid() const;
    std::int64_t days() const;  // since 1970-01-01
    int weekday() const;        // 1 = Monday … 7 = Sunday (ISO 8601)
    std::string iso() const;    // "2026-11-21"
    Date plusDays(std::int64_t count) const;
    Date plusMonths(std::int64_t count) const;  // the day is cut to the month's last

    auto operator<=>(const Date&) const = default;
};

struct Time {
    int hour = 0;
    int minute = 0;
    int second = 0;
    int nanosecond = 0;
    std::optional<int> offsetSeconds;  // east of UTC

    static std::optional<Time> parse(std::string_view iso);  // "09:30:00", "09:30:00.5+09:00", "09:30:00Z"
    std::string iso() const;
    bool operator==(const Time&) const = default;
};

struct DateTime {
    Date date;
    Time time;

    static std::optional<DateTime> parse(std::string_view iso);  // "2026-11-21T09:30:00+09:00"
    // An instant as UTC milliseconds since 1970; a local time without offset counts as Japan's (+09:00).
    static DateTime fromUnixMillis(std::int64_t millis, int offsetSeconds = 9 * 3600);
    std::int64_t unixMillis() const;
    std::string iso() const;
    bool operator==(const DateTime&) const = default;
};

// "P1DT2H" (days to seconds) – the exact kind.
struct DayTimeDuration {
    std::int64_t seconds = 0;
    int nanoseconds = 0;  // same sign as seconds

    std::string iso() const;
    auto operator<=>(const DayTimeDuration&) const = default;
};

// "P1Y2M" – the calendar kind.
struct YearMonthDuration {
    std::int64_t months = 0;

    std::string iso() const;
    auto operator<=>(const YearMonthDuration&) const = default;
};

std::optional<DayTimeDuration> parseDayTimeDuration(std::string_view iso);
std::optional<YearMonthDuration> parseYearMonthDuration(std::string_view iso);

}  // namespace toitsu
