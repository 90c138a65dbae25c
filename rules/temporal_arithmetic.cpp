// Sums and differences of dates, times and durations (DMN 1.5 §10.3.2.3.7, table 57). A year outside ±999,999,999 has
// no result.

#include "rules/operators.h"
#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

constexpr Nanoseconds kSecond = 1'000'000'000;
constexpr Nanoseconds kDay = 86'400 * kSecond;
constexpr Nanoseconds kMaxDays = 366'000'000'000;  // about a thousand million years
constexpr std::int64_t kMaxMonths = 12'000'000'000;

bool sane(Nanoseconds local) {
    return local < kMaxDays * kDay && local > -kMaxDays * kDay;
}

std::optional<Value> shifted(const Value& value, Nanoseconds by) {
    if (const Date* date = value.date()) {
        const Nanoseconds at = static_cast<Nanoseconds>(date->days()) * kDay + by;
        if (!sane(at)) return std::nullopt;
        return Value(dateTimeAt(at, std::nullopt).date);
    }
    if (const DateTime* dateTime = value.dateTime()) {
        const Nanoseconds at = since1970(*dateTime) + by;
        if (!sane(at)) return std::nullopt;
        return Value(dateTimeAt(at, dateTime->time.offsetSeconds));
    }
    if (const Time* time = value.time())
        return Value(dateTimeAt(sinceMidnight(*time) + by % kDay, time->offsetSeconds).time);
    if (const DayTimeDuration* duration = value.dayTimeDuration()) {
        const Nanoseconds sum = nanoseconds(*duration) + by;
        if (!sane(sum)) return std::nullopt;
        return Value(dayTimeDuration(sum));
    }
    return std::nullopt;
}

std::optional<Value> shiftedMonths(const Value& value, std::int64_t by) {
    if (by > kMaxMonths || by < -kMaxMonths) return std::nullopt;
    const auto exists = [&](const Date& date) {
        const std::int64_t months = static_cast<std::int64_t>(date.year) * 12 + date.month + by;
        return months <= kMaxMonths && months >= -kMaxMonths;
    };
    if (const Date* date = value.date())
        return exists(*date) ? std::optional(Value(date->plusMonths(by))) : std::nullopt;
    if (const DateTime* dateTime = value.dateTime(); dateTime != nullptr && !exists(dateTime->date))
        return std::nullopt;
    if (const DateTime* dateTime = value.dateTime())
        return Value(DateTime{dateTime->date.plusMonths(by), dateTime->time});
    if (const YearMonthDuration* duration = value.yearMonthDuration()) {
        const std::int64_t sum = duration->months + by;
        if (sum > kMaxMonths || sum < -kMaxMonths) return std::nullopt;
        return Value(YearMonthDuration{sum});
    }
    return std::nullopt;
}

std::optional<Decimal> decimal(Nanoseconds count) {
    const auto high = Decimal(static_cast<std::int64_t>(count / kSecond)) * Decimal(static_cast<std::int64_t>(kSecond));
    return high + Decimal(static_cast<std::int64_t>(count % kSecond));
}

std::optional<Value> durationFromNanoseconds(const Decimal& count) {
    const Decimal billion(static_cast<std::int64_t>(kSecond));
    const auto seconds = count.dividedBy(billion);
    if (!seconds) return std::nullopt;
    const Decimal whole = seconds->isNegative() ? seconds->ceiling() : seconds->floor();
    const auto wholeSeconds = whole.toInteger();
    const auto rest = (count - whole * billion).roundedHalfEven(0).toInteger();
    if (!wholeSeconds || !rest) return std::nullopt;
    const Nanoseconds total = static_cast<Nanoseconds>(*wholeSeconds) * kSecond + *rest;
    if (!sane(total)) return std::nullopt;
    return Value(dayTimeDuration(total));
}

}  // namespace

std::optional<Value> temporalSum(const Value& a, const Value& b) {
    if (const DayTimeDuration* duration = b.dayTimeDuration()) return shifted(a, nanoseconds(*duration));
    if (const YearMonthDuration* duration = b.yearMonthDuration()) return shiftedMonths(a, duration->months);
    if (a.dayTimeDuration() != nullptr || a.yearMonthDuration() != nullptr) return temporalSum(b, a);
    return std::nullopt;
}

std::optional<Value> temporalDifference(const Value& a, const Value& b) {
    if (const DayTimeDuration* duration = b.dayTimeDuration()) return shifted(a, -nanoseconds(*duration));
    if (const YearMonthDuration* duration = b.yearMonthDuration()) return shiftedMonths(a, -duration->months);
    if (a.time() != nullptr && b.time() != nullptr) {
        const Time& x = *a.time();
        const Time& y = *b.time();
        if (x.offsetSeconds.has_value() != y.offsetSeconds.has_value()) return std::nullopt;
        return Value(dayTimeDuration(instant(x) - instant(y)));
    }
    const auto asDateTime = [](const Value& value) -> std::optional<DateTime> {
        if (const Date* date = value.date()) return DateTime{*date, Time{0, 0, 0, 0, 0}};  // midnight, UTC
        if (const DateTime* dateTime = value.dateTime()) return *dateTime;
        return std::nullopt;
    };
    const auto x = asDateTime(a);
    const auto y = asDateTime(b);
    if (!x || !y || x->time.offsetSeconds.has_value() != y->time.offsetSeconds.has_value()) return std::nullopt;
    return Value(dayTimeDuration(instant(*x) - instant(*y)));
}

std::optional<Value> scaledDuration(const Value& duration, const Decimal& factor, bool divide) {
    const auto scale = [&](const Decimal& size) -> std::optional<Decimal> {
        return divide ? size.dividedBy(factor) : std::optional(size * factor);
    };
    if (const YearMonthDuration* months = duration.yearMonthDuration()) {
        const auto scaled = scale(Decimal(months->months));
        if (!scaled) return std::nullopt;
        const auto whole = (scaled->isNegative() ? scaled->ceiling() : scaled->floor()).toInteger();
        if (!whole || *whole > kMaxMonths || *whole < -kMaxMonths) return std::nullopt;
        return Value(YearMonthDuration{*whole});
    }
    if (const DayTimeDuration* days = duration.dayTimeDuration()) {
        const auto size = decimal(nanoseconds(*days));
        const auto scaled = size ? scale(*size) : std::nullopt;
        return scaled ? durationFromNanoseconds(*scaled) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<Value> durationRatio(const Value& a, const Value& b) {
    std::optional<Decimal> x;
    std::optional<Decimal> y;
    if (a.yearMonthDuration() != nullptr && b.yearMonthDuration() != nullptr) {
        x = Decimal(a.yearMonthDuration()->months);
        y = Decimal(b.yearMonthDuration()->months);
    } else if (a.dayTimeDuration() != nullptr && b.dayTimeDuration() != nullptr) {
        x = decimal(nanoseconds(*a.dayTimeDuration()));
        y = decimal(nanoseconds(*b.dayTimeDuration()));
    }
    if (!x || !y) return std::nullopt;
    const auto ratio = x->dividedBy(*y);
    return ratio ? std::optional(Value(*ratio)) : std::nullopt;
}

}  // namespace toitsu::rules
