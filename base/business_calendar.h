#pragma once

// When an office works: its weekly hours, the public holidays, 年末年始 and its own closed days. Everything is Japan's
// time (UTC+9; summer time ended in 1951). Instants are UTC milliseconds since 1970. Answers are empty outside the
// years whose holidays are known (base/holidays.h): a guessed deadline would be worse than none.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/holidays.h"

namespace toitsu {

// Open from `from` until before `to`, in minutes since midnight; 0 ≤ from < to ≤ 1440.
struct OfficeHours {
    int from = 0;
    int to = 0;
    auto operator<=>(const OfficeHours&) const = default;
};

// A day of every year, or a weekday of a month, on which the office is closed.
struct YearlyClosing {
    int month = 0;    // 0: every month (only with a weekday)
    int day = 0;      // 0: by weekday
    int weekday = 0;  // 1 = Monday … 7
    int week = 0;     // the first … fifth such weekday of the month; 0: the last
    std::string title;
};

// What a calendar file says (base/calendar_file.h).
struct CalendarRules {
    std::string id;
    std::string title;
    std::string municipality;                      // six digits, "" for all
    std::array<std::vector<OfficeHours>, 7> week;  // Monday first; a weekday without hours is no working day
    bool closedOnHolidays = true;
    std::vector<YearlyClosing> yearly;
    std::map<Date, std::string> closed;             // single days and why
    std::map<Date, std::vector<OfficeHours>> open;  // extra hours: 休日窓口. The day does not become a working day
    std::vector<Decree> decrees;                    // laws that the holidays of this version do not know
};

class BusinessCalendar {
public:
    explicit BusinessCalendar(CalendarRules rules);

    const CalendarRules& rules() const { return rules_; }
    bool knows(const Date& day) const;

    // Why the office does not work on that day: "振替休日", "年末年始", "土曜日"; nothing on a working day.
    std::optional<std::string> closedBecause(const Date& day) const;
    bool isWorkingDay(const Date& day) const;               // false where the calendar knows nothing
    std::vector<OfficeHours> hours(const Date& day) const;  // in order; of a closed day only extra hours

    // The working day `count` after `from` (before it when negative); `from` itself is not counted (民法140条). 0:
    // `from`.
    std::optional<Date> addWorkingDays(const Date& from, std::int64_t count) const;
    std::optional<Date> onOrAfter(const Date& day) const;   // the next working day, or this one
    std::optional<Date> onOrBefore(const Date& day) const;  // the working day before, or this one
    // Working days after `from` up to and with `to`; negative when `to` is earlier.
    std::optional<std::int64_t> workingDaysBetween(const Date& from, const Date& to) const;

    std::optional<std::int64_t> opening(const Date& day) const;  // when the office opens and closes that day
    std::optional<std::int64_t> closing(const Date& day) const;
    bool isOpen(std::int64_t instant) const;
    std::optional<std::int64_t> nextOpening(std::int64_t instant) const;  // the instant itself while it is open

    // The instant by which the office has been open for so many milliseconds since `from`; backwards when negative.
    std::optional<std::int64_t> addWorkingTime(std::int64_t from, std::int64_t millis) const;
    std::optional<std::int64_t> workingTimeBetween(std::int64_t from, std::int64_t to) const;

private:
    CalendarRules rules_;
    std::shared_ptr<const Holidays> holidays_;
};

std::int64_t midnightInJapan(const Date& day);
Date dateInJapan(std::int64_t instant);

}  // namespace toitsu
