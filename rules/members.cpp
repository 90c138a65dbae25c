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

Value member(const Value& value, std::string_view name, Session& session, int column) {
    if (value.isNull()) return {};
    if (const List* list = value.list()) {
        List out;
        out.reserve(list->size());
        for (const Value& element : *list) {
            out.push_back(member(element, name, session, column));
            if (!session.spendFor(out.back())) return {};
        }
        return Value(std::move(out));
    }
    if (const Context* context = value.context()) {
        const Value* found = isFunction(value) ? nullptr : context->find(name);
        return found != nullptr ? *found : session.null(column, "there is no entry \"" + std::string(name) + "\"");
    }
    if (const auto found = property(value, name)) return *found;
    return session.null(column, typeName(value) + " has no \"" + std::string(name) + "\"");
}

}  // namespace toitsu::rules
