#pragma once

// ISO 8601 as timers write it: an interval (P1M, P5D, PT8H, P2W, PT0.5S), a moment (2027-03-31,
// 2027-03-31T17:00:00+09:00), a repeated interval (R4/PT1S, R/2027-01-01T09:00:00+09:00/P1D, R3/P1D/2027-03-31). A
// moment without an offset is Japan's.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "workflows/task.h"

namespace toitsu::workflows {

// Parts are kept apart: five days may be five working days, a month is no number of days.
struct Interval {
    std::int64_t months = 0;
    std::int64_t weeks = 0;
    std::int64_t days = 0;
    std::int64_t millis = 0;

    bool zero() const { return months == 0 && weeks == 0 && days == 0 && millis == 0; }
    bool negative() const { return months < 0 || weeks < 0 || days < 0 || millis < 0; }
    std::string iso() const;
    bool operator==(const Interval&) const = default;
};

// A fraction stands in the last part only and not in years or months. Nothing for what is longer than 3,000 years.
std::optional<Interval> parseInterval(std::string_view text);

struct Moment {
    DateTime at;            // with its offset; midnight for a date alone
    bool wholeDay = false;  // written without a time
    Instant instant() const { return at.unixMillis(); }
};

std::optional<Moment> parseMoment(std::string_view text);  // years 0001–9999
std::string momentText(Instant instant);                   // in Japan's offset

struct Cycle {
    std::int64_t times = -1;  // -1 without end, else 1 or more
    std::optional<Moment> start;
    std::optional<Moment> end;
    Interval every;  // longer than nothing; of R/start/end the time between the two
};

std::optional<Cycle> parseCycle(std::string_view text);

// `count` intervals after an instant by Japan's calendar: months first, the day cut to the month's last, then the rest.
// Nothing after the year 9999.
std::optional<Instant> addInterval(Instant from, const Interval& interval, std::int64_t count = 1);

inline constexpr Instant latestInstant = 253'402'268'399'999;  // the end of 9999 in Japan

}  // namespace toitsu::workflows
