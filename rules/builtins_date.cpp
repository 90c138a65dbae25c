// Dates and times: made from text or parts, and asked for their place in the calendar.

#include <array>

#include "rules/builtins.h"
#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

Value dateFromText(Call& call) {
    const auto date = parseFeelDate(call.text(0));
    return date ? Value(*date) : call.null("the text is no date");
}

std::optional<int> whole(const Value& value, int low, int high) {
    const auto number = value.number()->toInteger();
    if (!number || *number < low || *number > high) return std::nullopt;
    return static_cast<int>(*number);
}

Value dateFromParts(Call& call) {
    const auto year = whole(call[0], -999'999'999, 999'999'999);
    const auto month = whole(call[1], 1, 12);
    const auto day = whole(call[2], 1, 31);
    if (!year || !month || !day) return call.null("there is no such date");
    const Date date{*year, *month, *day};
    return date.valid() ? Value(date) : call.null("there is no such date");
}

Value timeFromText(Call& call) {
    const auto time = parseFeelTime(call.text(0));
    return time ? Value(*time) : call.null("the text is no time");
}

Value timeFromParts(Call& call) {
    const auto hour = whole(call[0], 0, 23);
    const auto minute = whole(call[1], 0, 59);
    const Decimal secondsWhole = call.number(2).floor();
    const auto second = whole(Value(secondsWhole), 0, 59);
    if (!hour || !minute || !second) return call.null("there is no such time");
    const auto nanosecond = ((call.number(2) - secondsWhole) * Decimal(1'000'000'000)).floor().toInteger();
    Time time{*hour, *minute, *second, static_cast<int>(nanosecond.value_or(0)), std::nullopt};
    if (call.has(3)) {
        const std::int64_t offset = call[3].dayTimeDuration()->seconds;
        if (offset > 18 * 3600 || offset < -18 * 3600) return call.null("the offset is too large");
        time.offsetSeconds = static_cast<int>(offset);
    }
    return Value(time);
}

Value dateTimeFromText(Call& call) {
    const auto dateTime = parseFeelDateTime(call.text(0));
    return dateTime ? Value(*dateTime) : call.null("the text is no date and time");
}

Value dateTimeFromBoth(Call& call) {
    const Value& day = call[0];
    return Value(DateTime{day.date() != nullptr ? *day.date() : day.dateTime()->date, *call[1].time()});
}

template <class Ask>
Value asked(const Value& value, Ask ask) {
    return ask(value.date() != nullptr ? *value.date() : value.dateTime()->date);
}

Value dayOfYear(Call& call) {
    return asked(call[0], [](const Date& date) { return Value(date.days() - Date{date.year, 1, 1}.days() + 1); });
}

Value dayOfWeek(Call& call) {
    constexpr std::array kDays{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    return asked(call[0], [&](const Date& date) { return Value(kDays[static_cast<std::size_t>(date.weekday() - 1)]); });
}

Value monthOfYear(Call& call) {
    constexpr std::array kMonths{"January", "February", "March",     "April",   "May",      "June",
                                 "July",    "August",   "September", "October", "November", "December"};
    return asked(call[0], [&](const Date& date) { return Value(kMonths[static_cast<std::size_t>(date.month - 1)]); });
}

// ISO 8601: the week of a day is the week of its Thursday.
Value weekOfYear(Call& call) {
    return asked(call[0], [](const Date& date) {
        const Date thursday = date.plusDays(4 - date.weekday());
        return Value((thursday.days() - Date{thursday.year, 1, 1}.days()) / 7 + 1);
    });
}

Value today(Call&) {
    return Value(now().date);
}

Value rightNow(Call&) {
    return Value(now());
}

constexpr Builtin kRows[] = {
    {"date", "from:D", [](Call& call) { return call[0]; }},
    {"date", "from:M", [](Call& call) { return Value(call[0].dateTime()->date); }},
    {"date", "from:s", dateFromText},
    {"date", "year:n, month:n, day:n", dateFromParts},
    {"time", "from:T", [](Call& call) { return call[0]; }},
    {"time", "from:D",
     [](Call&) {
         return Value(Time{0, 0, 0, 0, 0});
     }},
    {"time", "from:M", [](Call& call) { return Value(call[0].dateTime()->time); }},
    {"time", "from:s", timeFromText},
    {"time", "hour:n, minute:n, second:n, offset:d?", timeFromParts},
    {"date and time", "from:s", dateTimeFromText},
    {"date and time", "from:M", [](Call& call) { return call[0]; }},
    {"date and time", "date:D, time:T", dateTimeFromBoth},
    {"date and time", "date:M, time:T", dateTimeFromBoth},
    {"day of year", "date:D", dayOfYear},
    {"day of year", "date:M", dayOfYear},
    {"day of week", "date:D", dayOfWeek},
    {"day of week", "date:M", dayOfWeek},
    {"month of year", "date:D", monthOfYear},
    {"month of year", "date:M", monthOfYear},
    {"week of year", "date:D", weekOfYear},
    {"week of year", "date:M", weekOfYear},
    {"today", "", today},
    {"now", "", rightNow},
};

}  // namespace

std::span<const Builtin> dateBuiltins() {
    return kRows;
}

}  // namespace toitsu::rules
