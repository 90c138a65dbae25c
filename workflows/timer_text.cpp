#include "workflows/timer_text.h"

#include <array>
#include <cstdlib>

#include "rules/temporal.h"
#include "rules/zone.h"

namespace toitsu::workflows {

namespace {

constexpr std::int64_t second = 1000;
constexpr std::int64_t day = 86'400 * second;
constexpr std::int64_t longestMillis = 3'000LL * 366 * day;  // anything beyond is a slip
constexpr std::int64_t longestMonths = 3'000LL * 12;
constexpr int japan = 9 * 3600;

struct Part {
    char letter;
    std::int64_t Interval::*target;
    std::int64_t size;   // of one, in the target's unit
    std::int64_t exact;  // of one in milliseconds; 0: cannot be broken
};

constexpr std::array<Part, 4> datePartsOf{{{'Y', &Interval::months, 12, 0},
                                           {'M', &Interval::months, 1, 0},
                                           {'W', &Interval::weeks, 1, 7 * day},
                                           {'D', &Interval::days, 1, day}}};
constexpr std::array<Part, 3> timePartsOf{{{'H', &Interval::millis, 3600 * second, 3600 * second},
                                           {'M', &Interval::millis, 60 * second, 60 * second},
                                           {'S', &Interval::millis, second, second}}};

bool digitAt(std::string_view text) {
    return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

struct Number {
    std::int64_t whole = 0;
    std::int64_t millionths = 0;
    bool broken = false;
};

std::optional<Number> readNumber(std::string_view& text) {
    if (!digitAt(text)) return std::nullopt;
    Number out;
    for (int digits = 0; digitAt(text); text.remove_prefix(1)) {
        if (++digits > 13) return std::nullopt;
        out.whole = out.whole * 10 + (text.front() - '0');
    }
    if (text.empty() || (text.front() != '.' && text.front() != ',')) return out;
    text.remove_prefix(1);
    if (!digitAt(text)) return std::nullopt;
    out.broken = true;
    for (std::int64_t unit = 100'000; digitAt(text); text.remove_prefix(1), unit /= 10)
        out.millionths += (text.front() - '0') * unit;
    return out;
}

bool within(const Interval& interval) {
    return interval.months <= longestMonths && interval.weeks <= longestMillis / (7 * day) &&
           interval.days <= longestMillis / day && interval.millis <= longestMillis;
}

// Parts in their order, each at most once. False when something does not fit.
template <std::size_t size>
bool readParts(std::string_view& text, const std::array<Part, size>& parts, Interval& out, bool& broken) {
    std::size_t next = 0;
    while (!text.empty() && text.front() != 'T') {
        const auto number = broken ? std::nullopt : readNumber(text);  // nothing may follow a fraction
        if (!number || text.empty()) return false;
        while (next < size && parts[next].letter != text.front()) ++next;
        if (next == size || (number->broken && parts[next].exact == 0)) return false;
        const Part& part = parts[next++];
        text.remove_prefix(1);
        if (number->whole > longestMillis / part.size) return false;
        out.*part.target += number->whole * part.size;
        out.millis += number->millionths * (part.exact / second) / 1000;
        broken = number->broken;
    }
    return true;
}

std::string part(std::int64_t count, char letter) {
    return count == 0 ? std::string() : std::to_string(count) + letter;
}

}  // namespace

std::optional<Interval> parseInterval(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    if (text.size() < 3 || text.front() != 'P') return std::nullopt;
    text.remove_prefix(1);
    Interval out;
    bool broken = false;
    if (!readParts(text, datePartsOf, out, broken)) return std::nullopt;
    if (!text.empty()) {
        text.remove_prefix(1);  // the T
        if (text.empty() || !readParts(text, timePartsOf, out, broken) || !text.empty()) return std::nullopt;
    }
    if (!within(out)) return std::nullopt;
    if (negative) out = {-out.months, -out.weeks, -out.days, -out.millis};
    return out;
}

std::string Interval::iso() const {
    if (zero()) return "PT0S";
    const Interval size{std::abs(months), std::abs(weeks), std::abs(days), std::abs(millis)};
    std::string out = negative() ? "-P" : "P";
    out += part(size.months, 'M') + part(size.weeks, 'W') + part(size.days, 'D');
    if (size.millis == 0) return out;
    out += "T" + part(size.millis / (3600 * second), 'H') + part(size.millis / (60 * second) % 60, 'M');
    const std::int64_t rest = size.millis % (60 * second);
    if (rest == 0) return out;
    std::string fraction = std::to_string(1000 + rest % second).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return out + std::to_string(rest / second) + (fraction.empty() ? "" : "." + fraction) + "S";
}

std::optional<Moment> parseMoment(std::string_view text) {
    std::string whole(text);
    // ISO allows hours and minutes alone: 2027-03-31T17:00, with or without an offset.
    if (const std::size_t clock = whole.find('T'); clock != std::string::npos) {
        const std::size_t zone = whole.find_first_of("Zz@+-", clock);
        const std::size_t length = (zone == std::string::npos ? whole.size() : zone) - clock;
        if (length == 6) whole.insert(clock + 6, ":00");
    }
    const Value value = rules::plainOffsets(rules::parseTemporal(whole));
    Moment out;
    if (const Date* date = value.date()) {
        out.at.date = *date;
        out.at.time.offsetSeconds = japan;
        out.wholeDay = true;
    } else if (const DateTime* dateTime = value.dateTime()) {
        out.at = *dateTime;
        if (!out.at.time.offsetSeconds) out.at.time.offsetSeconds = japan;
    } else {
        return std::nullopt;
    }
    if (out.at.date.year < 1 || out.at.date.year > 9999) return std::nullopt;
    return out;
}

std::string momentText(Instant instant) {
    return DateTime::fromUnixMillis(instant, japan).iso();
}

std::optional<Cycle> parseCycle(std::string_view text) {
    if (text.empty() || text.front() != 'R') return std::nullopt;
    text.remove_prefix(1);
    Cycle out;
    if (digitAt(text)) {
        const auto times = readNumber(text);
        if (!times || times->broken || times->whole == 0) return std::nullopt;
        out.times = times->whole;
    }
    if (text.empty() || text.front() != '/') return std::nullopt;
    text.remove_prefix(1);
    const std::size_t middle = text.find('/');
    const std::string_view first = text.substr(0, middle);
    const std::string_view behind = middle == std::string_view::npos ? std::string_view{} : text.substr(middle + 1);
    std::optional<Interval> every = parseInterval(first);
    if (every) {
        if (middle != std::string_view::npos && !(out.end = parseMoment(behind))) return std::nullopt;
    } else {
        out.start = parseMoment(first);
        every = parseInterval(behind);
        const auto until = every ? std::nullopt : parseMoment(behind);
        if (!out.start || (!every && !until)) return std::nullopt;
        if (until) every = Interval{.millis = until->instant() - out.start->instant()};
    }
    if (every->zero() || every->negative()) return std::nullopt;
    out.every = *every;
    return out;
}

std::optional<Instant> addInterval(Instant from, const Interval& interval, std::int64_t count) {
    __extension__ using Wide = __int128;
    DateTime local = DateTime::fromUnixMillis(from, japan);
    const Wide months = Wide{interval.months} * count;
    if (months > longestMonths * 4 || months < -longestMonths * 4) return std::nullopt;
    local.date = local.date.plusMonths(static_cast<std::int64_t>(months));
    const Wide rest = (Wide{interval.weeks} * 7 + interval.days) * day + interval.millis;
    const Wide due = local.unixMillis() + rest * count;
    if (due > latestInstant || due < -latestInstant) return std::nullopt;
    return static_cast<Instant>(due);
}

}  // namespace toitsu::workflows
