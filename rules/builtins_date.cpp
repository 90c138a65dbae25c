// Dates and times: made from text or parts, and asked for their place in the calendar.

#include <array>

#include "rules/builtins.h"
#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

Value dateFromText(Call& call) {
    const auto date = parseFeelDate(call.text(0));
    return date ? Value(*date)
                : call.null("文字列が日付（2026-04-01 の形）ではありません", "the text is no date such as 2026-04-01");
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
    if (!year) return call.null("year は ±999,999,999 の整数でなければなりません", "the year must be a whole number");
    if (!month) return call.null("month は 1 から 12 までです", "the month must be 1 to 12");
    if (!day) return call.null("day は 1 から 31 までです", "the day must be 1 to 31");
    const Date date{*year, *month, *day};
    return date.valid() ? Value(date) : call.null("その月にその日はありません", "the month has no such day");
}

Value timeFromText(Call& call) {
    const auto time = parseFeelTime(call.text(0));
    return time ? Value(*time)
                : call.null("文字列が時刻（13:45:00 の形）ではありません", "the text is no time such as 13:45:00");
}

Value timeFromParts(Call& call) {
    const auto hour = whole(call[0], 0, 23);
    const auto minute = whole(call[1], 0, 59);
    const Decimal secondsWhole = call.number(2).floor();
    const auto second = whole(Value(secondsWhole), 0, 59);
    if (!hour) return call.null("hour は 0 から 23 までです", "the hour must be 0 to 23");
    if (!minute) return call.null("minute は 0 から 59 までです", "the minute must be 0 to 59");
    if (!second) return call.null("second は 0 以上 60 未満です", "the second must be 0 or more and below 60");
    const auto nanosecond = ((call.number(2) - secondsWhole) * Decimal(1'000'000'000)).floor().toInteger();
    Time time{*hour, *minute, *second, static_cast<int>(nanosecond.value_or(0)), std::nullopt};
    if (call.has(3)) {
        const std::int64_t offset = call[3].dayTimeDuration()->seconds;
        if (offset > 18 * 3600 || offset < -18 * 3600)
            return call.null("offset は ±18時間までです", "the offset must lie within 18 hours");
        time.offsetSeconds = static_cast<int>(offset);
    }
    return Value(time);
}

Value dateTimeFromText(Call& call) {
    const auto dateTime = parseFeelDateTime(call.text(0));
    return dateTime ? Value(*dateTime)
                    : call.null("文字列が日時（2026-04-01T13:45:00 の形）ではありません",
                                "the text is no date and time such as 2026-04-01T13:45:00");
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
