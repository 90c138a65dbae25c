#pragma once

// Dates, times and durations as FEEL writes them (DMN 1.5 §10.3.2.3): ISO 8601, years up to nine digits, and time zones
// of the IANA database (rules/zone.h).

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/value.h"

namespace toitsu::rules {

std::optional<Date> parseFeelDate(std::string_view text);
std::optional<Time> parseFeelTime(std::string_view text);
std::optional<DateTime> parseFeelDateTime(std::string_view text);  // also a date alone: its midnight
std::optional<DayTimeDuration> parseFeelDuration(std::string_view text);
Value parseTemporal(std::string_view text);  // whichever of them fits; null for other text

std::string feelText(const Date& date);
std::string feelText(const Time& time);
std::string feelText(const DateTime& dateTime);

// Without an offset on one side only, there is no order.
std::optional<std::strong_ordering> orderTimes(const Time& a, const Time& b);
std::optional<std::strong_ordering> orderDateTimes(const DateTime& a, const DateTime& b);

// Exact length in nanoseconds; 128 bits hold every duration that 64 bits of seconds do.
__extension__ using Nanoseconds = __int128;
Nanoseconds nanoseconds(const DayTimeDuration& duration);
DayTimeDuration dayTimeDuration(Nanoseconds count);
Nanoseconds sinceMidnight(const Time& time);
Nanoseconds since1970(const DateTime& dateTime);  // local clock, whatever the offset
Nanoseconds instant(const Time& time);            // in UTC where there is an offset or a zone
Nanoseconds instant(const DateTime& dateTime);
DateTime dateTimeAt(Nanoseconds local, std::optional<int> offsetSeconds);

DateTime now();  // the system's clock, in Japan's offset

}  // namespace toitsu::rules
