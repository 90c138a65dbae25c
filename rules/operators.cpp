#include "rules/operators.h"

#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

using Type = Value::Type;

std::optional<bool> equalLists(const List& a, const List& b) {
    if (a.size() != b.size()) return false;
    std::optional<bool> result = true;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto same = equals(a[i], b[i]);
        if (same == false) return false;
        if (!same) result = std::nullopt;
    }
    return result;
}

std::optional<bool> equalContexts(const Context& a, const Context& b) {
    if (a.size() != b.size()) return false;
    std::optional<bool> result = true;
    for (const auto& [name, value] : a.entries()) {
        const Value* other = b.find(name);
        if (other == nullptr) return false;
        const auto same = equals(value, *other);
        if (same == false) return false;
        if (!same) result = std::nullopt;
    }
    return result;
}

bool equalRanges(const Range& a, const Range& b) {
    return a.lowIncluded == b.lowIncluded && a.highIncluded == b.highIncluded && equals(a.low, b.low) == true &&
           equals(a.high, b.high) == true;
}

Value finite(const Decimal& value, Session& session, int column) {
    return value.isFinite() ? Value(value) : session.null(column, "number out of range");
}

Value arithmetic(Op op, const Decimal& a, const Decimal& b, Session& session, int column) {
    switch (op) {
        case Op::add:
            return finite(a + b, session, column);
        case Op::subtract:
            return finite(a - b, session, column);
        case Op::multiply:
            return finite(a * b, session, column);
        case Op::divide: {
            const auto quotient = a.dividedBy(b);
            return quotient ? Value(*quotient)
                            : session.null(column, b.isZero() ? "division by zero" : "number out of range");
        }
        default: {
            const auto power = a.power(b);
            return power ? Value(*power) : session.null(column, "the power is not a number");
        }
    }
}

}  // namespace

std::optional<bool> equals(const Value& a, const Value& b) {
    if (a.isNull() || b.isNull()) return a.isNull() && b.isNull();
    if (a.type() != b.type()) {
        // A date is the date and time of its midnight in UTC only when compared as such; FEEL says "different kinds".
        return std::nullopt;
    }
    switch (a.type()) {
        case Type::list:
            return equalLists(*a.list(), *b.list());
        case Type::context:
            return equalContexts(*a.context(), *b.context());
        case Type::range:
            return equalRanges(*a.range(), *b.range());
        case Type::time:
        case Type::dateTime: {
            const auto how = order(a, b);
            return how ? std::optional(*how == std::strong_ordering::equal) : std::optional(false);
        }
        default:
            return a == b;
    }
}

std::optional<std::strong_ordering> order(const Value& a, const Value& b) {
    if (a.type() != b.type()) return std::nullopt;
    switch (a.type()) {
        case Type::number:
            return *a.number() <=> *b.number();
        case Type::string:
            return *a.string() <=> *b.string();  // UTF-8 orders like code points
        case Type::date:
            return *a.date() <=> *b.date();
        case Type::time:
            return orderTimes(*a.time(), *b.time());
        case Type::dateTime:
            return orderDateTimes(*a.dateTime(), *b.dateTime());
        case Type::dayTimeDuration:
            return *a.dayTimeDuration() <=> *b.dayTimeDuration();
        case Type::yearMonthDuration:
            return *a.yearMonthDuration() <=> *b.yearMonthDuration();
        default:
            return std::nullopt;
    }
}

std::optional<bool> compared(Op op, const Value& a, const Value& b) {
    if (op == Op::equal) return equals(a, b);
    if (op == Op::notEqual) {
        const auto same = equals(a, b);
        return same ? std::optional(!*same) : std::nullopt;
    }
    const auto how = order(a, b);
    if (!how) return std::nullopt;
    switch (op) {
        case Op::less:
            return *how < 0;
        case Op::lessEqual:
            return *how <= 0;
        case Op::greater:
            return *how > 0;
        default:
            return *how >= 0;
    }
}

std::optional<bool> within(const Value& value, const Range& range) {
    if (value.isNull()) return std::nullopt;
    bool inside = true;
    if (!range.low.isNull()) {
        const auto low = compared(range.lowIncluded ? Op::greaterEqual : Op::greater, value, range.low);
        if (!low) return std::nullopt;
        inside = inside && *low;
    }
    if (!range.high.isNull()) {
        const auto high = compared(range.highIncluded ? Op::lessEqual : Op::less, value, range.high);
        if (!high) return std::nullopt;
        inside = inside && *high;
    }
    return inside;
}

Value calculated(Op op, const Value& a, const Value& b, Session& session, int column) {
    const Decimal* x = a.number();
    const Decimal* y = b.number();
    if (x != nullptr && y != nullptr) return arithmetic(op, *x, *y, session, column);
    if (op == Op::add && a.string() != nullptr && b.string() != nullptr) {
        if (a.string()->size() + b.string()->size() > Session::kMaxText)
            return session.null(column, "the text is too long");
        return Value(*a.string() + *b.string());
    }
    std::optional<Value> result;
    if (op == Op::add) {
        result = temporalSum(a, b);
    } else if (op == Op::subtract) {
        result = temporalDifference(a, b);
    } else if (op == Op::multiply && y != nullptr) {
        result = scaledDuration(a, *y, false);
    } else if (op == Op::multiply && x != nullptr) {
        result = scaledDuration(b, *x, false);
    } else if (op == Op::divide) {
        result = y != nullptr ? scaledDuration(a, *y, true) : durationRatio(a, b);
    }
    if (result) return *result;
    constexpr const char* kSigns[] = {"", "+", "-", "*", "/", "**"};
    return session.null(column,
                        typeName(a) + " " + kSigns[static_cast<int>(op)] + " " + typeName(b) + " has no meaning");
}

Value negated(const Value& value, Session& session, int column) {
    if (const Decimal* number = value.number()) return Value(-*number);
    if (const DayTimeDuration* duration = value.dayTimeDuration())
        return Value(DayTimeDuration{-duration->seconds, -duration->nanoseconds});
    if (const YearMonthDuration* duration = value.yearMonthDuration())
        return Value(YearMonthDuration{-duration->months});
    return session.null(column, "- " + typeName(value) + " has no meaning");
}

}  // namespace toitsu::rules
