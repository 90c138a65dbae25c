#include <cmath>

#include "base/decimal_parts.h"

// Whole exponents by repeated squaring. Others as exp(exponent × ln base), worked out with 34 digits and answered with
// 28, so that the last digit shown is right; square roots by Newton's method, exact where an exact root exists.

namespace toitsu {

namespace {

Decimal quotient(const Decimal& left, const Decimal& right) {
    return quotientOf(left, right);
}

Decimal withDigits(const Decimal& decimal, int digits) {
    const DecimalParts parts = DecimalAccess::parts(decimal);
    if (!parts.finite()) return decimal;
    return decimal.roundedHalfEven(digits - digitCount(parts.coefficient) - parts.exponent);
}

Decimal shifted(const Decimal& decimal, std::int64_t exponent) {
    const DecimalParts parts = DecimalAccess::parts(decimal);
    return DecimalAccess::make(parts.negative, parts.coefficient, parts.exponent + exponent);
}

Decimal wholePower(Decimal base, std::uint64_t exponent) {
    Decimal out = 1;
    while (true) {
        if (exponent % 2 == 1) out = out * base;
        exponent /= 2;
        if (exponent == 0) return out;
        base = base * base;
    }
}

// ln x = 2 artanh((x − 1) / (x + 1)), for x between about 0.3 and 3.
Decimal logarithmNearOne(const Decimal& x) {
    const Decimal z = quotient(x - 1, x + 1);
    const Decimal square = z * z;
    Decimal term = z;
    Decimal sum = z;
    for (int i = 3; i < 200; i += 2) {
        term = term * square;
        sum = sum + quotient(term, i);
    }
    return sum * 2;
}

const Decimal& logarithmOfTen() {
    static const Decimal out = *Decimal::parse("2.302585092994045684017991454684364");
    return out;
}

Decimal logarithm(const Decimal& x) {
    const DecimalParts parts = DecimalAccess::parts(x);
    std::int64_t tens = digitCount(parts.coefficient) + parts.exponent - 1;
    Decimal mantissa = shifted(x, -tens);  // 1 … 10
    if (mantissa > 3) mantissa = shifted(mantissa, -1), ++tens;
    return logarithmNearOne(mantissa) + logarithmOfTen() * Decimal(tens);
}

Decimal exponential(const Decimal& x) {
    const auto tens = quotient(x, logarithmOfTen()).roundedHalfEven(0).toInteger();
    constexpr int farthest = 7000;  // beyond every exponent there is
    if (!tens || *tens < -farthest || *tens > farthest)
        return x.isNegative() ? Decimal(0) : DecimalAccess::special(false, DecimalParts::Kind::infinite);
    const Decimal rest = x - logarithmOfTen() * Decimal(*tens);
    Decimal term = 1;
    Decimal sum = 1;
    for (int i = 1; i < 60; ++i) {
        term = quotient(term * rest, i);
        sum = sum + term;
    }
    return shifted(sum, *tens);
}

Decimal squareRoot(const Decimal& x) {
    const DecimalParts parts = DecimalAccess::parts(x);
    // Into the range of a double first; the shift is even, so that its half is whole.
    std::int64_t shift = digitCount(parts.coefficient) + parts.exponent;
    if (shift % 2 != 0) ++shift;
    const Decimal small = shifted(x, -shift);
    Decimal root = Decimal::fromDouble(std::sqrt(small.toDouble())).value_or(1);
    const Decimal half = *Decimal::parse("0.5");
    for (int i = 0; i < 4; ++i) root = (root + quotient(small, root)) * half;
    const Decimal exact = withDigits(root, 17);
    if (exact * exact == small) root = exact;
    return shifted(root, shift / 2);
}

std::optional<Decimal> finite(const Decimal& decimal) {
    if (!decimal.isFinite()) return std::nullopt;
    return decimal;
}

std::optional<Decimal> toWholePower(const Decimal& base, std::int64_t exponent) {
    const auto bits = static_cast<std::uint64_t>(exponent);
    if (exponent >= 0) return finite(wholePower(base, bits));
    const Decimal inverse = wholePower(base, std::uint64_t{0} - bits);
    if (!inverse.isFinite()) return Decimal(0);
    return Decimal(1).dividedBy(inverse);
}

}  // namespace

std::optional<Decimal> Decimal::power(const Decimal& exponent) const {
    if (!isFinite() || !exponent.isFinite()) return std::nullopt;
    if (const auto count = exponent.toInteger()) return toWholePower(*this, *count);
    if (isZero()) return exponent.isNegative() ? std::nullopt : std::optional<Decimal>(0);
    if (isNegative()) return std::nullopt;
    if (*this == 1) return 1;
    if (exponent == *parse("0.5")) return squareRoot(*this);
    const Decimal power = exponent * logarithm(*this);
    return finite(withDigits(exponential(power), 28));
}

}  // namespace toitsu
