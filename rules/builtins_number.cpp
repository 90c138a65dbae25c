// Functions on numbers, and number().

#include <algorithm>
#include <cmath>

#include "rules/builtins.h"
#include "rules/number_math.h"

namespace toitsu::rules {

namespace {

constexpr int kMaxScale = 6176;  // decimal128's least exponent

std::optional<int> scaleOf(const Call& call, std::size_t index) {
    if (!call.has(index)) return 0;
    const Decimal& wanted = call.number(index);
    const auto scale = (wanted.isNegative() ? wanted.ceiling() : wanted.floor()).toInteger();
    if (!scale || *scale > kMaxScale || *scale < -6111) return std::nullopt;
    return static_cast<int>(*scale);
}

// Rounds the size, whatever the sign: `up` away from zero.
Decimal towards(const Decimal& value, int scale, bool up) {
    const bool negative = value.isNegative();
    const Decimal size = negative ? -value : value;
    const Decimal rounded = up ? ceilingAt(size, scale) : floorAt(size, scale);
    return negative ? -rounded : rounded;
}

Decimal halfDown(const Decimal& value, int scale) {
    const bool negative = value.isNegative();
    const Decimal size = negative ? -value : value;
    const Decimal low = floorAt(size, scale);
    const Decimal high = ceilingAt(size, scale);
    const Decimal rounded = size - low <= high - size ? low : high;
    return negative ? -rounded : rounded;
}

template <class Round>
Value rounded(Call& call, Round round) {
    const auto scale = scaleOf(call, 1);
    if (!scale)
        return call.null("scale は -6111 から 6176 までの整数です",
                         "the scale must be a whole number between -6111 and 6176");
    return Value(round(call.number(0), *scale));
}

Value decimal(Call& call) {
    return rounded(call, [](const Decimal& value, int scale) { return value.roundedHalfEven(scale); });
}

Value floor(Call& call) {
    return rounded(call, floorAt);
}

Value ceiling(Call& call) {
    return rounded(call, ceilingAt);
}

Value roundUp(Call& call) {
    return rounded(call, [](const Decimal& value, int scale) { return towards(value, scale, true); });
}

Value roundDown(Call& call) {
    return rounded(call, [](const Decimal& value, int scale) { return towards(value, scale, false); });
}

Value roundHalfUp(Call& call) {
    return rounded(call, [](const Decimal& value, int scale) { return value.roundedHalfUp(scale); });
}

Value roundHalfDown(Call& call) {
    return rounded(call, halfDown);
}

Value absNumber(Call& call) {
    const Decimal& value = call.number(0);
    return Value(value.isNegative() ? -value : value);
}

Value absDayTime(Call& call) {
    const DayTimeDuration duration = *call[0].dayTimeDuration();
    const bool negative = duration.seconds < 0 || duration.nanoseconds < 0;
    return negative ? Value(DayTimeDuration{-duration.seconds, -duration.nanoseconds}) : call[0];
}

Value absYearMonth(Call& call) {
    const YearMonthDuration duration = *call[0].yearMonthDuration();
    return Value(YearMonthDuration{duration.months < 0 ? -duration.months : duration.months});
}

Value modulo(Call& call) {
    const auto result = floorModulo(call.number(0), call.number(1));
    return result ? Value(*result) : call.null("0 で割っています", "division by zero");
}

Value squareRootOf(Call& call) {
    const auto root = squareRoot(call.number(0));
    return root ? Value(*root) : call.null("負の数の平方根はありません", "a negative number has no square root");
}

Value logarithm(Call& call) {
    if (call.number(0).isNegative() || call.number(0).isZero())
        return call.null("0 以下の数の対数はありません", "only a positive number has a logarithm");
    const auto result = Decimal::fromDouble(std::log(call.number(0).toDouble()));
    return result ? Value(*result) : call.null("結果が大きすぎて数で表せません", "the result is out of range");
}

Value exponential(Call& call) {
    const auto result = Decimal::fromDouble(std::exp(call.number(0).toDouble()));
    return result ? Value(*result) : call.null("結果が大きすぎて数で表せません", "the result is out of range");
}

std::optional<bool> isOdd(const Decimal& value) {
    if (!value.isInteger()) return std::nullopt;
    const auto rest = floorModulo(value, Decimal(2));
    return rest ? std::optional(!rest->isZero()) : std::nullopt;
}

Value odd(Call& call) {
    const auto known = isOdd(call.number(0));
    return Value(known.value_or(false));
}

Value even(Call& call) {
    const auto known = isOdd(call.number(0));
    return Value(known && !*known);
}

Value parseNumber(Call& call, std::string text) {
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
    });
    const auto number = plain ? Decimal::parse(text) : std::nullopt;
    return number ? Value(*number) : call.null("文字列が数ではありません", "the text is no number");
}

Value numberPlain(Call& call) {
    return parseNumber(call, call.text(0));
}

// number("1 234,5", " ", ",")
Value numberGrouped(Call& call) {
    const std::string grouping = call.has(1) ? call.text(1) : "";
    const std::string point = call.has(2) ? call.text(2) : "";
    const bool knownGrouping = grouping.empty() || grouping == " " || grouping == "," || grouping == ".";
    const bool knownPoint = point.empty() || point == "," || point == ".";
    if (!knownGrouping || !knownPoint)
        return call.null("区切りは空白・コンマ・ピリオドのどれかです", "separators are a space, a comma or a point");
    if (!grouping.empty() && grouping == point)
        return call.null("二つの区切りは別の文字でなければなりません", "the two separators must differ");
    if ((call.has(1) && grouping.empty()) || (call.has(2) && point.empty()))
        return call.null("区切りが空です", "a separator is empty");
    std::string out;
    for (char c : call.text(0)) {
        if (!grouping.empty() && c == grouping[0]) continue;
        if (!point.empty() && c == '.' && point[0] != '.')
            return call.null("文字列が数ではありません", "the text is no number");
        out += !point.empty() && c == point[0] ? '.' : c;
    }
    return parseNumber(call, out);
}

constexpr Builtin kRows[] = {
    {"decimal", "n:n, scale:n", decimal},
    {"floor", "n:n", floor},
    {"floor", "n:n, scale:n", floor},
    {"ceiling", "n:n", ceiling},
    {"ceiling", "n:n, scale:n", ceiling},
    {"round up", "n:n, scale:n", roundUp},
    {"round down", "n:n, scale:n", roundDown},
    {"round half up", "n:n, scale:n", roundHalfUp},
    {"round half down", "n:n, scale:n", roundHalfDown},
    {"abs", "n:n", absNumber},
    {"abs", "n:d", absDayTime},
    {"abs", "n:y", absYearMonth},
    {"modulo", "dividend:n, divisor:n", modulo},
    {"sqrt", "number:n", squareRootOf},
    {"log", "number:n", logarithm},
    {"exp", "number:n", exponential},
    {"odd", "number:n", odd},
    {"even", "number:n", even},
    {"number", "from:n", [](Call& call) { return call[0]; }},
    {"number", "from:s", numberPlain},
    {"number", "from:s, grouping separator:s?, decimal separator:s?", numberGrouped},
};

}  // namespace

std::span<const Builtin> numberBuiltins() {
    return kRows;
}

}  // namespace toitsu::rules
