// From a timer's text to instants. By the clock a day is 24 hours (Japan has no summer time) and a month goes by the
// calendar. By an office's calendar days are working days and hours office hours, while weeks, months and years end as
// 民法143条 says and then move off a closed day (142条). A cycle of months or weeks, or one with a start, is counted
// from its anchor: the 31st comes back after February.

#include <algorithm>
#include <cstdlib>

#include "base/text.h"
#include "workflows/timer_rule.h"

namespace toitsu::workflows {

namespace {

constexpr int japan = 9 * 3600;
constexpr std::int64_t day = 86'400'000;

using Until = OfficeTime::Until;
using Shift = OfficeTime::Shift;

std::optional<Date> shifted(const Date& date, Shift shift, const BusinessCalendar& calendar) {
    if (shift == Shift::none) return calendar.knows(date) ? std::optional(date) : std::nullopt;
    return shift == Shift::next ? calendar.onOrAfter(date) : calendar.onOrBefore(date);
}

// The moment of a day that ends a period. A closed day that was not shifted has no hours: its end then.
std::optional<Instant> momentOf(const Date& date, Until until, const BusinessCalendar& calendar) {
    const Instant end = midnightInJapan(date.plusDays(1));
    if (until == Until::midnight) return end;
    const auto moment = until == Until::opening ? calendar.opening(date) : calendar.closing(date);
    return moment ? moment : end;
}

std::optional<Instant> atClock(const Date& date, Instant clock) {
    return midnightInJapan(date) + (clock - midnightInJapan(dateInJapan(clock)));
}

std::optional<Instant> addOfficeTime(Instant from, const Interval& interval, const OfficeTime& office,
                                     const BusinessCalendar& calendar) {
    const bool wholeDays = interval.millis == 0;
    const bool byCalendar = interval.months != 0 || interval.weeks != 0;
    std::optional<Date> date = dateInJapan(from);
    // Weeks, months and years by the calendar, with the last day as law has it; then working days after it.
    if (byCalendar) {
        date = lastDay(*date, {.months = interval.months, .days = interval.weeks * 7}, office.first);
        date = shifted(*date, office.shift, calendar);
    } else if (office.first == FirstDay::included && interval.days > 0) {
        date = date->plusDays(-1);
    }
    if (date && interval.days != 0) date = calendar.addWorkingDays(*date, interval.days);
    if (!date) return std::nullopt;
    if (wholeDays) {
        // No days at all: until today's end, or that of the next working day.
        if (!byCalendar && interval.days == 0) date = shifted(*date, office.shift, calendar);
        return date ? momentOf(*date, office.until, calendar) : std::nullopt;
    }
    const auto start = atClock(*date, from);
    return start ? calendar.addWorkingTime(*start, interval.millis) : std::nullopt;
}

std::optional<Instant> add(Instant from, const Interval& interval, const OfficeTime& office,
                           const BusinessCalendar* calendar) {
    if (office.calendar.empty()) return addInterval(from, interval);
    return calendar ? addOfficeTime(from, interval, office, *calendar) : std::nullopt;
}

std::optional<Instant> place(const Moment& moment, const OfficeTime& office, const BusinessCalendar* calendar) {
    if (office.calendar.empty()) return moment.instant();
    if (!calendar) return std::nullopt;
    const auto date = shifted(dateInJapan(moment.instant()), office.shift, *calendar);
    if (!date) return std::nullopt;
    return moment.wholeDay ? momentOf(*date, office.until, *calendar) : atClock(*date, moment.instant());
}

Interval intervalOf(const DayTimeDuration& duration) {
    const std::int64_t millis = duration.seconds * 1000 + duration.nanoseconds / 1'000'000;
    // FEEL does not tell P1D from PT24H: whole days are days.
    return millis % day == 0 ? Interval{.days = millis / day} : Interval{.millis = millis};
}

// The last number that `holds`, which is true from 0 up to it and false from there on. By halves: a cycle of
// milliseconds that began long ago has as many occurrences as one likes.
template <class Holds>
std::int64_t lastThat(const Holds& holds) {
    std::int64_t high = 1;
    while (holds(high)) high *= 2;
    std::int64_t low = high / 2;
    while (high - low > 1) (holds((low + high) / 2) ? low : high) = (low + high) / 2;
    return low;
}

// Every text that Schedule::every holds:
// [anchor/]interval[;calendar=office;until=midnight;shift=none;first=included][;day]. It is kept in the events of
// running cases, so what it once meant it always means.
struct Every {
    std::optional<Instant> anchor;
    Interval interval;
    OfficeTime office;
    bool wholeDay = false;  // the anchor was a date without a time

    std::string text() const {
        std::string out = (anchor ? momentText(*anchor) + "/" : "") + interval.iso();
        if (!office.calendar.empty()) out += ";calendar=" + office.calendar;
        if (office.until == Until::midnight) out += ";until=midnight";
        if (office.until == Until::opening) out += ";until=opening";
        if (office.shift == Shift::previous) out += ";shift=previous";
        if (office.shift == Shift::none) out += ";shift=none";
        if (office.first == FirstDay::included) out += ";first=included";
        if (wholeDay) out += ";day";
        return out;
    }

    static std::optional<Every> parse(const std::string& text) {
        Every out;
        const auto parts = text::split(text, ';');
        std::string_view head = parts.front();
        if (const std::size_t slash = head.find('/'); slash != std::string_view::npos) {
            const auto anchor = parseMoment(head.substr(0, slash));
            if (!anchor) return std::nullopt;
            out.anchor = anchor->instant();
            head.remove_prefix(slash + 1);
        }
        const auto interval = parseInterval(head);
        if (!interval || interval->zero() || interval->negative()) return std::nullopt;
        out.interval = *interval;
        for (std::size_t n = 1; n < parts.size(); ++n) {
            const std::string& part = parts[n];
            if (part.starts_with("calendar="))
                out.office.calendar = part.substr(9);
            else if (part == "until=midnight")
                out.office.until = Until::midnight;
            else if (part == "until=opening")
                out.office.until = Until::opening;
            else if (part == "shift=previous")
                out.office.shift = Shift::previous;
            else if (part == "shift=none")
                out.office.shift = Shift::none;
            else if (part == "first=included")
                out.office.first = FirstDay::included;
            else if (part == "day")
                out.wholeDay = true;
            else
                return std::nullopt;
        }
        return out;
    }

    // The occurrence `count` intervals after the anchor.
    std::optional<Instant> occurrence(std::int64_t count, const BusinessCalendar* calendar) const {
        const auto nominal = addInterval(*anchor, interval, count);
        if (!nominal) return std::nullopt;
        return place({DateTime::fromUnixMillis(*nominal, japan), wholeDay}, office, calendar);
    }

    // The first occurrence at or after `instant`; shifted days never come before the one that they followed.
    std::int64_t firstFrom(Instant instant, const BusinessCalendar* calendar) const {
        const auto before = [&](std::int64_t count) {
            const auto at = occurrence(count, calendar);
            return at && *at < instant;
        };
        return before(0) ? lastThat(before) + 1 : 0;
    }
};

std::optional<Schedule> scheduleOf(const Cycle& cycle, const OfficeTime& office, Instant now,
                                   const BusinessCalendar* calendar) {
    Every every{std::nullopt, cycle.every, office, false};
    std::int64_t left = cycle.times;  // firings still to come, -1 without end
    if (cycle.end) {
        // Counted back from the end: so many that the last is at the end, the first not before now.
        every.anchor = cycle.end->instant();
        every.wholeDay = cycle.end->wholeDay;
        if (const auto last = every.occurrence(0, calendar); !last || *last < now) return std::nullopt;
        const std::int64_t back = lastThat([&](std::int64_t count) {
            const auto at = every.occurrence(-count, calendar);
            return (cycle.times < 0 || count < cycle.times) && at && *at >= now;
        });
        every.anchor = addInterval(*every.anchor, cycle.every, -back);
        left = back + 1;
    } else if (cycle.start) {
        every.anchor = cycle.start->instant();
        every.wholeDay = cycle.start->wholeDay;
    } else {
        // The first firing is one interval from now.
        if (cycle.every.months != 0 || cycle.every.weeks != 0) {
            every.anchor = now;
            every.wholeDay = !office.calendar.empty();
        }
        const auto due = every.anchor ? every.occurrence(1, calendar) : add(now, cycle.every, office, calendar);
        if (!due) return std::nullopt;
        return Schedule{*due, left < 0 ? -1 : left - 1, every.text()};
    }
    const std::int64_t first = every.firstFrom(now, calendar);
    if (left >= 0 && first >= left) return std::nullopt;
    const auto due = every.occurrence(first, calendar);
    if (!due) return std::nullopt;
    return Schedule{*due, left < 0 ? -1 : left - first - 1, every.text()};
}

}  // namespace

std::optional<Schedule> TimerRule::schedule(const Context& variables, Instant now,
                                            const BusinessCalendar* calendar) const {
    const auto once = [](std::optional<Instant> due) {
        return due && std::abs(*due) <= latestInstant ? std::optional(Schedule{*due, 0, {}}) : std::nullopt;
    };
    if (!foreign.empty()) return std::nullopt;
    std::string text = literal;
    if (text.empty()) {
        const Value value = expression.evaluate(variables);
        if (const std::string* written = value.string()) {
            text = text::trim(*written);
        } else if (kind == Kind::cycle) {
            return std::nullopt;
        } else if (const DayTimeDuration* exact = value.dayTimeDuration()) {
            constexpr std::int64_t longest = 100'000'000'000;  // seconds, some 3,000 years
            if (std::abs(exact->seconds) > longest) return std::nullopt;
            return once(add(now, intervalOf(*exact), office, calendar));
        } else if (const YearMonthDuration* months = value.yearMonthDuration()) {
            if (std::abs(months->months) > 3'000 * 12) return std::nullopt;
            return once(add(now, {.months = months->months}, office, calendar));
        } else if (const DateTime* moment = value.dateTime()) {
            return once(place({*moment, false}, office, calendar));
        } else if (const Date* date = value.date()) {
            Moment midnight{{*date, {}}, true};
            midnight.at.time.offsetSeconds = japan;
            return once(place(midnight, office, calendar));
        }
    }
    if (kind == Kind::cycle) {
        const auto cycle = parseCycle(text);
        return cycle ? scheduleOf(*cycle, office, now, calendar) : std::nullopt;
    }
    if (const auto interval = parseInterval(text)) return once(add(now, *interval, office, calendar));
    if (const auto moment = parseMoment(text)) return once(place(*moment, office, calendar));
    return std::nullopt;
}

std::optional<Instant> TimerRule::due(const Context& variables, Instant now, const BusinessCalendar* calendar) const {
    const auto first = schedule(variables, now, calendar);
    return first ? std::optional(first->due) : std::nullopt;
}

std::optional<Schedule> following(const Schedule& fired, const BusinessCalendar* calendar) {
    if (fired.remaining == 0 || fired.every.empty()) return std::nullopt;
    const auto every = Every::parse(fired.every);
    if (!every) return std::nullopt;
    std::optional<Instant> due;
    if (every->anchor) {
        due = every->occurrence(every->firstFrom(fired.due + 1, calendar), calendar);
    } else {
        due = add(fired.due, every->interval, every->office, calendar);
    }
    if (!due || *due <= fired.due) return std::nullopt;
    return Schedule{*due, fired.remaining < 0 ? -1 : fired.remaining - 1, fired.every};
}

}  // namespace toitsu::workflows
