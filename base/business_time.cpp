// Office hours as a clock that stands still while the office is closed.

#include <algorithm>
#include <optional>

#include "base/business_calendar.h"

namespace toitsu {

namespace {

constexpr std::int64_t minuteMillis = 60'000;

struct Instants {
    std::int64_t from = 0;
    std::int64_t to = 0;
};

Instants onDay(const Date& day, const OfficeHours& span) {
    const std::int64_t midnight = midnightInJapan(day);
    return {midnight + span.from * minuteMillis, midnight + span.to * minuteMillis};
}

std::optional<std::int64_t> forward(const BusinessCalendar& calendar, std::int64_t from, std::int64_t left) {
    for (Date day = dateInJapan(from); calendar.knows(day); day = day.plusDays(1)) {
        for (const OfficeHours& hours : calendar.hours(day)) {
            const Instants span = onDay(day, hours);
            const std::int64_t start = std::max(span.from, from);
            if (start >= span.to) continue;
            if (left <= span.to - start) return start + left;
            left -= span.to - start;
        }
    }
    return std::nullopt;
}

std::optional<std::int64_t> backward(const BusinessCalendar& calendar, std::int64_t from, std::int64_t left) {
    for (Date day = dateInJapan(from); calendar.knows(day); day = day.plusDays(-1)) {
        const auto spans = calendar.hours(day);
        for (auto hours = spans.rbegin(); hours != spans.rend(); ++hours) {
            const Instants span = onDay(day, *hours);
            const std::int64_t end = std::min(span.to, from);
            if (end <= span.from) continue;
            if (left <= end - span.from) return end - left;
            left -= end - span.from;
        }
    }
    return std::nullopt;
}

}  // namespace

bool BusinessCalendar::isOpen(std::int64_t instant) const {
    const Date day = dateInJapan(instant);
    return std::ranges::any_of(hours(day), [&](const OfficeHours& hours) {
        const Instants span = onDay(day, hours);
        return instant >= span.from && instant < span.to;
    });
}

std::optional<std::int64_t> BusinessCalendar::nextOpening(std::int64_t instant) const {
    for (Date day = dateInJapan(instant); knows(day); day = day.plusDays(1)) {
        for (const OfficeHours& hours : hours(day)) {
            const Instants span = onDay(day, hours);
            if (instant < span.to) return std::max(instant, span.from);
        }
    }
    return std::nullopt;
}

std::optional<std::int64_t> BusinessCalendar::addWorkingTime(std::int64_t from, std::int64_t millis) const {
    if (!knows(dateInJapan(from))) return std::nullopt;
    if (millis == 0) return from;
    constexpr std::int64_t farthest = std::int64_t{300} * 366 * 86'400 * 1000;  // more than the whole range
    if (millis > farthest || millis < -farthest) return std::nullopt;
    return millis > 0 ? forward(*this, from, millis) : backward(*this, from, -millis);
}

std::optional<std::int64_t> BusinessCalendar::workingTimeBetween(std::int64_t from, std::int64_t to) const {
    const auto [low, high] = std::minmax(from, to);
    if (!knows(dateInJapan(low)) || !knows(dateInJapan(high))) return std::nullopt;
    std::int64_t total = 0;
    for (Date day = dateInJapan(low); day <= dateInJapan(high); day = day.plusDays(1))
        for (const OfficeHours& hours : hours(day)) {
            const Instants span = onDay(day, hours);
            total += std::max<std::int64_t>(0, std::min(span.to, high) - std::max(span.from, low));
        }
    return from <= to ? total : -total;
}

}  // namespace toitsu
