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

Value outOfRange(Session& session, const Spot& at) {
    return session.null(at, "計算の結果が大きすぎて数で表せません", "the result is too large for a number");
}

Value finite(const Decimal& value, Session& session, const Spot& at) {
    return value.isFinite() ? Value(value) : outOfRange(session, at);
}

Value arithmetic(Op op, const Decimal& a, const Decimal& b, Session& session, const Spot& at) {
    switch (op) {
        case Op::add:
            return finite(a + b, session, at);
        case Op::subtract:
            return finite(a - b, session, at);
        case Op::multiply:
            return finite(a * b, session, at);
        case Op::divide: {
            const auto quotient = a.dividedBy(b);
            if (quotient) return Value(*quotient);
            if (b.isZero()) return session.null(at, "0 で割っています", "division by zero");
            return outOfRange(session, at);
        }
        default: {
            const auto power = a.power(b);
            return power ? Value(*power)
                         : session.null(at, "このべき乗は数になりません（負の数の分数乗、0 の負の乗、大きすぎる数）",
                                        "this power is no number (a fractional power of a negative number, a negative "
                                        "power of zero, or too large)");
        }
    }
}

// Why a date, time or duration does not combine although its type would: out of the calendar's range.
bool combines(Op op, const Value& a, const Value& b) {
    const auto duration = [](const Value& v) {
        return v.dayTimeDuration() != nullptr || v.yearMonthDuration() != nullptr;
    };
    const auto moment = [](const Value& v) { return v.date() != nullptr || v.dateTime() != nullptr; };
    if (op == Op::add)
        return (moment(a) && duration(b)) || (duration(a) && moment(b)) || (duration(a) && a.type() == b.type());
    if (op == Op::subtract) return (moment(a) && duration(b)) || (duration(a) && a.type() == b.type());
    if (op == Op::multiply) return (duration(a) && b.number() != nullptr) || (a.number() != nullptr && duration(b));
    return op == Op::divide && duration(a) && (b.number() != nullptr || a.type() == b.type());
}

bool hasOffset(const Value& value) {
    if (const Time* time = value.time()) return time->offsetSeconds.has_value();
    if (const DateTime* dateTime = value.dateTime()) return dateTime->time.offsetSeconds.has_value();
    return value.date() != nullptr;  // its midnight in UTC
}

Wording notCalculable(Op op, const Value& a, const Value& b) {
    constexpr const char* kSigns[] = {"", "+", "-", "*", "/", "**"};
    const bool zero = (b.number() != nullptr && b.number()->isZero()) ||
                      (b.dayTimeDuration() != nullptr && nanoseconds(*b.dayTimeDuration()) == 0) ||
                      (b.yearMonthDuration() != nullptr && b.yearMonthDuration()->months == 0);
    if (combines(op, a, b)) {
        if (op == Op::divide && zero) return {"0 で割っています", "division by zero"};
        return {"日付や期間の結果が扱える範囲（±999,999,999年）を超えます",
                "the date or duration lies outside ±999,999,999 years"};
    }
    const auto timed = [](const Value& v) {
        return v.time() != nullptr || v.dateTime() != nullptr || v.date() != nullptr;
    };
    if (op == Op::subtract && timed(a) && timed(b) && (a.time() != nullptr) == (b.time() != nullptr) &&
        hasOffset(a) != hasOffset(b))
        return {"一方にだけ時差（タイムゾーン）があるため引けません", "only one of the two has an offset or time zone"};
    const std::string sign = kSigns[static_cast<int>(op)];
    const Wording x = typeWording(a);
    const Wording y = typeWording(b);
    Wording out{"「" + x.ja + " " + sign + " " + y.ja + "」は計算できません",
                "`" + sign + "` does not combine " + x.en + " and " + y.en};
    if (op == Op::add && (a.string() != nullptr) != (b.string() != nullptr)) {
        out.ja += "。文字列につなぐには string() を使ってください";
        out.en += "; use string() to join it to a text";
    }
    return out;
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

Wording incomparable(const Value& a, const Value& b) {
    const Wording x = typeWording(a);
    const Wording y = typeWording(b);
    if (a.isNull() || b.isNull()) {
        const bool left = a.isNull();
        const bool both = left && b.isNull();
        if (both) return {"両方が null なので大小を比べられません", "both sides are null, which has no order"};
        return {left ? "左側が null です" : "右側が null です",
                left ? "the left side is null" : "the right side is null"};
    }
    if (a.type() == b.type()) {
        if (hasOffset(a) != hasOffset(b))
            return {"一方にだけ時差（タイムゾーン）があるため比べられません",
                    "only one of the two has an offset or time zone"};
        return {x.ja + "には大小がありません", x.en + " has no order"};
    }
    return {x.ja + "と" + y.ja + "は比べられません", x.en + " and " + y.en + " cannot be compared"};
}

Value calculated(Op op, const Value& a, const Value& b, Session& session, const Spot& at) {
    const Decimal* x = a.number();
    const Decimal* y = b.number();
    if (x != nullptr && y != nullptr) return arithmetic(op, *x, *y, session, at);
    if (op == Op::add && a.string() != nullptr && b.string() != nullptr) {
        if (a.string()->size() + b.string()->size() > Session::kMaxText)
            return session.null(at, "文字列が長すぎます（4 MiB まで）", "the text is too long (4 MiB at most)");
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
    return session.null(at, [&] { return notCalculable(op, a, b); });
}

Value negated(const Value& value, Session& session, const Spot& at) {
    if (const Decimal* number = value.number()) return Value(-*number);
    if (const DayTimeDuration* duration = value.dayTimeDuration())
        return Value(DayTimeDuration{-duration->seconds, -duration->nanoseconds});
    if (const YearMonthDuration* duration = value.yearMonthDuration())
        return Value(YearMonthDuration{-duration->months});
    return session.null(at, [&] {
        const Wording type = typeWording(value);
        return Wording{type.ja + "の符号は変えられません。数か期間だけです",
                       type.en + " cannot be negated, only a number or a duration"};
    });
}

}  // namespace toitsu::rules
