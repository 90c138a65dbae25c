#pragma once

// Value: the plain data that passes between the parts – a record as a flow's variables, a decision's input, a receipt.
// It is FEEL's value space: null, boolean, number, string, temporal values, list, context, range.
// Values are immutable and cheap to copy.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"

namespace toitsu {

class Value;
struct Range;
using List = std::vector<Value>;

// A FEEL context (JSON object): entries keep the order in which they were put.
class Context {
public:
    using Entry = std::pair<std::string, Value>;

    Context();
    Context(std::initializer_list<Entry> entries);
    static Context of(std::vector<Entry> entries);  // for readers of large input; of equal names the last wins

    const Value* find(std::string_view name) const;  // nullptr when absent
    void put(std::string name, Value value);         // replaces in place, or appends
    bool erase(std::string_view name);
    const std::vector<Entry>& entries() const { return entries_; }
    bool empty() const;
    std::size_t size() const;

private:
    std::vector<Entry> entries_;
};

class Value {
public:
    enum class Type {
        null,
        boolean,
        number,
        string,
        date,
        time,
        dateTime,
        dayTimeDuration,
        yearMonthDuration,
        list,
        context,
        range
    };

    Value() = default;  // null
    Value(std::nullptr_t) {}
    Value(bool value) : data_(value) {}
    Value(int value) : data_(Decimal(value)) {}
    Value(std::int64_t value) : data_(Decimal(value)) {}
    Value(Decimal value) : data_(value) {}
    Value(std::string value) : data_(std::move(value)) {}
    Value(std::string_view value) : data_(std::string(value)) {}
    Value(const char* value) : data_(std::string(value)) {}
    Value(Date value) : data_(value) {}
    Value(Time value) : data_(value) {}
    Value(DateTime value) : data_(value) {}
    Value(DayTimeDuration value) : data_(value) {}
    Value(YearMonthDuration value) : data_(value) {}
    Value(List value);
    Value(Context value);
    Value(Range value);

    Type type() const { return static_cast<Type>(data_.index()); }
    bool isNull() const { return type() == Type::null; }
    bool isTrue() const;  // exactly the boolean true

    // nullptr when the value is of another type.
    const bool* boolean() const { return std::get_if<bool>(&data_); }
    const Decimal* number() const { return std::get_if<Decimal>(&data_); }
    const std::string* string() const { return std::get_if<std::string>(&data_); }
    const Date* date() const { return std::get_if<Date>(&data_); }
    const Time* time() const { return std::get_if<Time>(&data_); }
    const DateTime* dateTime() const { return std::get_if<DateTime>(&data_); }
    const DayTimeDuration* dayTimeDuration() const { return std::get_if<DayTimeDuration>(&data_); }
    const YearMonthDuration* yearMonthDuration() const { return std::get_if<YearMonthDuration>(&data_); }
    const List* list() const;
    const Context* context() const;
    const Range* range() const;

    // Member of a context, null when there is none or this is no context.
    const Value& operator[](std::string_view name) const;

    // Structural equality: same type and same content (numbers by value; contexts regardless of order).
    bool operator==(const Value& other) const;

private:
    std::variant<std::monostate, bool, Decimal, std::string, Date, Time, DateTime, DayTimeDuration, YearMonthDuration,
                 std::shared_ptr<const List>, std::shared_ptr<const Context>, std::shared_ptr<const Range>>
        data_;
};

// FEEL range: [low..high], (low..high); a null end is open to infinity.
struct Range {
    Value low;
    Value high;
    bool lowIncluded = true;
    bool highIncluded = true;
};

}  // namespace toitsu
