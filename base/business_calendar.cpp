#include "base/business_calendar.h"

#include <algorithm>
#include <utility>

// Days are looked at one by one: the longest way is from 1948 to 2150, 74,000 days, and a deadline needs some ten.

namespace toitsu {

namespace {

constexpr int japan = 9 * 3600;
constexpr std::int64_t minuteMillis = 60'000;

constexpr std::array<const char*, 7> weekdayNames{"月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"};

bool falls(const YearlyClosing& closing, const Date& day) {
    if (closing.month != 0 && closing.month != day.month) return false;
    if (closing.day != 0) return closing.day == day.day;
    if (closing.weekday != day.weekday()) return false;
    if (closing.week == 0) return day.plusDays(7).month != day.month;
    return (day.day - 1) / 7 + 1 == closing.week;
}

}  // namespace

std::int64_t midnightInJapan(const Date& day) {
    return (day.days() * 86'400 - japan) * 1000;
}

Date dateInJapan(std::int64_t instant) {
    return DateTime::fromUnixMillis(instant, japan).date;
}

BusinessCalendar::BusinessCalendar(CalendarRules rules) : rules_(std::move(rules)) {
    for (auto& hours : rules_.week) std::ranges::sort(hours);
    for (auto& [day, hours] : rules_.open) std::ranges::sort(hours);
    holidays_ = rules_.decrees.empty() ? std::shared_ptr<const Holidays>(std::shared_ptr<void>(), &Holidays::ofLaw())
                                       : std::make_shared<const Holidays>(rules_.decrees);
}

bool BusinessCalendar::knows(const Date& day) const {
    return day >= Holidays::first && day <= Holidays::last;
}

std::optional<std::string> BusinessCalendar::closedBecause(const Date& day) const {
    if (const auto at = rules_.closed.find(day); at != rules_.closed.end()) return at->second;
    if (const Holiday* holiday = rules_.closedOnHolidays ? holidays_->find(day) : nullptr) return holiday->name;
    for (const YearlyClosing& closing : rules_.yearly)
        if (falls(closing, day)) return closing.title;
    const auto weekday = static_cast<std::size_t>(day.weekday() - 1);
    if (rules_.week[weekday].empty()) return weekdayNames[weekday];
    return std::nullopt;
}

bool BusinessCalendar::isWorkingDay(const Date& day) const {
    return knows(day) && !closedBecause(day);
}

std::vector<OfficeHours> BusinessCalendar::hours(const Date& day) const {
    std::vector<OfficeHours> out;
    if (isWorkingDay(day)) out = rules_.week[static_cast<std::size_t>(day.weekday() - 1)];
    const auto extra = rules_.open.find(day);
    if (extra == rules_.open.end()) return out;
    // Extra hours may overlap the usual ones; an hour is worked once.
    out.insert(out.end(), extra->second.begin(), extra->second.end());
    std::ranges::sort(out);
    std::vector<OfficeHours> joined;
    for (const OfficeHours& span : out) {
        if (!joined.empty() && span.from <= joined.back().to)
            joined.back().to = std::max(joined.back().to, span.to);
        else
            joined.push_back(span);
    }
    return joined;
}

std::optional<Date> BusinessCalendar::addWorkingDays(const Date& from, std::int64_t count) const {
    const int step = count < 0 ? -1 : 1;
    Date day = from;
    for (std::int64_t left = count; left != 0;) {
        day = day.plusDays(step);
        if (!knows(day)) return std::nullopt;
        if (!closedBecause(day)) left -= step;
    }
    return knows(day) ? std::optional(day) : std::nullopt;
}

std::optional<Date> BusinessCalendar::onOrAfter(const Date& day) const {
    return isWorkingDay(day) ? day : addWorkingDays(day, 1);
}

std::optional<Date> BusinessCalendar::onOrBefore(const Date& day) const {
    return isWorkingDay(day) ? day : addWorkingDays(day, -1);
}

std::optional<std::int64_t> BusinessCalendar::workingDaysBetween(const Date& from, const Date& to) const {
    if (!knows(from) || !knows(to)) return std::nullopt;
    const auto [low, high] = std::minmax(from, to);
    std::int64_t count = 0;
    for (Date day = low; day < high;) {
        day = day.plusDays(1);
        if (!closedBecause(day)) ++count;
    }
    return from <= to ? count : -count;
}

std::optional<std::int64_t> BusinessCalendar::opening(const Date& day) const {
    const auto spans = hours(day);
    if (spans.empty()) return std::nullopt;
    return midnightInJapan(day) + spans.front().from * minuteMillis;
}

std::optional<std::int64_t> BusinessCalendar::closing(const Date& day) const {
    const auto spans = hours(day);
    if (spans.empty()) return std::nullopt;
    return midnightInJapan(day) + spans.back().to * minuteMillis;
}

}  // namespace toitsu
