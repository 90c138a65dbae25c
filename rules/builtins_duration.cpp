// Durations.

#include "rules/builtins.h"
#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

Value duration(Call& call) {
    if (const auto months = parseYearMonthDuration(call.text(0))) return Value(*months);
    if (const auto days = parseFeelDuration(call.text(0))) return Value(*days);
    return call.null("文字列が期間（P1Y2M や P3DT4H の形）ではありません",
                     "the text is no duration such as P1Y2M or P3DT4H");
}

Date dateOf(const Value& value) {
    return value.date() != nullptr ? *value.date() : value.dateTime()->date;
}

// Whole months between two days; a month is whole when its day is reached again;
// the TCK lets the clock count for nothing.
Value monthsBetween(Call& call) {
    const Date from = dateOf(call[0]);
    const Date to = dateOf(call[1]);
    std::int64_t months = (static_cast<std::int64_t>(to.year) - from.year) * 12 + (to.month - from.month);
    if (months > 0 && to.day < from.day) --months;
    if (months < 0 && to.day > from.day) ++months;
    return Value(YearMonthDuration{months});
}

constexpr Builtin kRows[] = {
    {"duration", "from:d", [](Call& call) { return call[0]; }},
    {"duration", "from:y", [](Call& call) { return call[0]; }},
    {"duration", "from:s", duration},
    {"years and months duration", "from:D, to:D", monthsBetween},
    {"years and months duration", "from:M, to:D", monthsBetween},
    {"years and months duration", "from:D, to:M", monthsBetween},
    {"years and months duration", "from:M, to:M", monthsBetween},
};

}  // namespace

std::span<const Builtin> durationBuiltins() {
    return kRows;
}

}  // namespace toitsu::rules
