// The dot: entries of contexts, properties of temporal values and ranges (DMN 1.5 §10.3.2.11, table 53).

#include "rules/operators.h"
#include "rules/zone.h"

namespace toitsu::rules {

namespace {

Value offsetProperty(std::optional<int> offset) {
    return offset ? Value(DayTimeDuration{*offset, 0}) : Value();
}

Value zoneProperty(const Time& time) {
    return time.offsetSeconds && isZoneCode(*time.offsetSeconds) ? Value(zoneName(*time.offsetSeconds)) : Value();
}

std::optional<Value> dateProperty(const Date& date, std::string_view name) {
    if (name == "year") return Value(date.year);
    if (name == "month") return Value(date.month);
    if (name == "day") return Value(date.day);
    if (name == "weekday") return Value(date.weekday());
    return std::nullopt;
}

std::optional<Value> timeProperty(const Time& time, std::string_view name) {
    if (name == "hour") return Value(time.hour);
    if (name == "minute") return Value(time.minute);
    if (name == "second") return Value(time.second);
    if (name == "time offset") return offsetProperty(offsetOf(time));
    if (name == "timezone") return zoneProperty(time);
    return std::nullopt;
}

std::optional<Value> property(const Value& value, std::string_view name) {
    if (const Date* date = value.date()) return dateProperty(*date, name);
    if (const Time* time = value.time()) return timeProperty(*time, name);
    if (const DateTime* dateTime = value.dateTime()) {
        if (name == "time offset") return offsetProperty(offsetOf(*dateTime));
        const auto found = dateProperty(dateTime->date, name);
        return found ? found : timeProperty(dateTime->time, name);
    }
    if (const DayTimeDuration* duration = value.dayTimeDuration()) {
        if (name == "days") return Value(duration->seconds / 86'400);
        if (name == "hours") return Value(duration->seconds / 3600 % 24);
        if (name == "minutes") return Value(duration->seconds / 60 % 60);
        if (name == "seconds") return Value(duration->seconds % 60);
    }
    if (const YearMonthDuration* duration = value.yearMonthDuration()) {
        if (name == "years") return Value(duration->months / 12);
        if (name == "months") return Value(duration->months % 12);
    }
    if (const Range* range = value.range()) {
        if (name == "start") return range->low;
        if (name == "end") return range->high;
        if (name == "start included") return Value(range->lowIncluded);
        if (name == "end included") return Value(range->highIncluded);
    }
    return std::nullopt;
}

}  // namespace

namespace {

constexpr std::string_view kDateNames = "year, month, day, weekday";
constexpr std::string_view kTimeNames = "hour, minute, second, time offset, timezone";

std::string propertyNames(const Value& value) {
    if (value.date() != nullptr) return std::string(kDateNames);
    if (value.time() != nullptr) return std::string(kTimeNames);
    if (value.dateTime() != nullptr) return std::string(kDateNames) + ", " + std::string(kTimeNames);
    if (value.dayTimeDuration() != nullptr) return "days, hours, minutes, seconds";
    if (value.yearMonthDuration() != nullptr) return "years, months";
    if (value.range() != nullptr) return "start, end, start included, end included";
    return {};
}

Wording noMember(const Value& value, std::string_view name) {
    const std::string shown(name);
    const Wording type = typeWording(value);
    if (value.context() != nullptr && !isFunction(value))
        return {"項目「" + shown + "」がありません", "there is no entry \"" + shown + "\""};
    const std::string names = propertyNames(value);
    if (names.empty()) return {type.ja + "に「." + shown + "」はありません", type.en + " has no \"." + shown + "\""};
    return {type.ja + "に「" + shown + "」はありません。使えるもの: " + names,
            type.en + " has no \"" + shown + "\", only " + names};
}

}  // namespace

Value member(const Value& value, std::string_view name, Session& session, const Spot& at) {
    if (const List* list = value.list()) {
        List out;
        out.reserve(list->size());
        for (const Value& element : *list) {
            out.push_back(member(element, name, session, at));
            if (!session.spendFor(out.back())) return {};
        }
        return Value(std::move(out));
    }
    if (const Context* context = value.context(); context != nullptr && !isFunction(value)) {
        if (const Value* found = context->find(name)) return *found;
    } else if (const auto found = property(value, name)) {
        const bool absent = found->isNull() && value.range() == nullptr;
        if (!absent) return *found;
        return session.null(at, "この時刻には時差（タイムゾーン）がありません",
                            "this time has no such offset or time zone");
    }
    if (value.isNull())
        return session.null(at, [&] {
            return Wording{"null の「" + std::string(name) + "」は取れません",
                           "null has no \"" + std::string(name) + "\""};
        });
    return session.null(at, [&] { return noMember(value, name); });
}

}  // namespace toitsu::rules
