#include "base/decimal_parts.h"

#ifdef __DECIMAL_BID_FORMAT__

#include <cstring>

// GCC: the compiler's own decimal128; libgcc rounds half to even.

namespace toitsu {

namespace {

typedef float Decimal128 __attribute__((mode(TD)));

Decimal128 native(const Decimal& decimal) {
    Decimal128 out;
    std::memcpy(&out, DecimalAccess::bits(decimal).data(), sizeof out);
    return out;
}

Decimal wrapped(Decimal128 value) {
    Decimal out;
    std::memcpy(DecimalAccess::bits(out).data(), &value, sizeof value);
    return out;
}

}  // namespace

Decimal sumOf(const Decimal& left, const Decimal& right) {
    return wrapped(native(left) + native(right));
}
Decimal productOf(const Decimal& left, const Decimal& right) {
    return wrapped(native(left) * native(right));
}
Decimal quotientOf(const Decimal& left, const Decimal& right) {
    return wrapped(native(left) / native(right));
}

}  // namespace toitsu

#else

#include <algorithm>
#include <utility>

// Compilers without decimal128 (clang, which builds the fuzz targets, and GCC before 14 on AArch64): the same results
// with integers. 68 digits stand as two numbers of 34; what lies behind them only says whether it is zero.

namespace toitsu {

namespace {

using Kind = DecimalParts::Kind;

constexpr Wide unit = Wide{100'000'000'000'000'000} * 100'000'000'000'000'000;  // 10^34

struct Double {  // high × 10^34 + low
    Wide high = 0;
    Wide low = 0;
};

Double product(Wide left, Wide right) {
    const Wide half = powerOfTen(17);
    const Wide middle = (left / half) * (right % half) + (left % half) * (right / half);
    const Wide low = (middle % half) * half + (left % half) * (right % half);
    return Double{(left / half) * (right / half) + middle / half + low / unit, low % unit};
}

Double timesTen(const Double& number) {
    return Double{number.high * 10 + number.low * 10 / unit, number.low * 10 % unit};
}

Decimal rounded(bool negative, const Double& number, std::int64_t exponent) {
    const int cut = std::max(0, digitCount(number.high) - 3);  // 37 digits stay: three more than are kept in the end
    const Wide divisor = powerOfTen(cut);
    const Wide coefficient = number.high * (unit / divisor) + number.low / divisor;
    return DecimalAccess::make(negative, coefficient, exponent + cut, number.low % divisor != 0);
}

}  // namespace

Decimal sumOf(const Decimal& left, const Decimal& right) {
    DecimalParts large = DecimalAccess::parts(left);
    DecimalParts small = DecimalAccess::parts(right);
    if (!large.finite() || !small.finite()) {
        const bool contradict = !large.finite() && !small.finite() && large.negative != small.negative;
        if (large.kind == Kind::notANumber || small.kind == Kind::notANumber || contradict)
            return DecimalAccess::special(false, Kind::notANumber);
        return large.finite() ? right : left;
    }
    if (large.coefficient == 0) return small.coefficient == 0 ? Decimal(0) : right;
    if (small.coefficient == 0) return left;
    if (large.exponent < small.exponent) std::swap(large, small);
    const int filled = std::min(large.exponent - small.exponent, decimalDigits - digitCount(large.coefficient));
    large.coefficient *= powerOfTen(filled);
    large.exponent -= filled;
    if (large.exponent - small.exponent > decimalDigits + 1) {  // too small to change more than the rounding
        small.coefficient = 1;
        small.exponent = large.exponent - decimalDigits;
    }
    const int distance = large.exponent - small.exponent;
    Double sum = product(large.coefficient, powerOfTen(std::min(distance, decimalDigits)));
    if (distance > decimalDigits) sum = timesTen(sum);
    bool negative = large.negative;
    if (large.negative == small.negative) {
        sum.low += small.coefficient;
        sum = Double{sum.high + sum.low / unit, sum.low % unit};
    } else if (sum.low >= small.coefficient) {
        sum.low -= small.coefficient;
    } else if (sum.high > 0) {
        sum = Double{sum.high - 1, sum.low + unit - small.coefficient};
    } else {
        sum.low = small.coefficient - sum.low;
        negative = small.negative;
    }
    const bool zero = sum.high == 0 && sum.low == 0;
    return rounded(negative && !zero, sum, small.exponent);
}

Decimal productOf(const Decimal& left, const Decimal& right) {
    const DecimalParts a = DecimalAccess::parts(left);
    const DecimalParts b = DecimalAccess::parts(right);
    const bool negative = a.negative != b.negative;
    if (!a.finite() || !b.finite()) {
        const bool zero = left.isZero() || right.isZero();
        const bool undefined = zero || a.kind == Kind::notANumber || b.kind == Kind::notANumber;
        return DecimalAccess::special(negative, undefined ? Kind::notANumber : Kind::infinite);
    }
    return rounded(negative, product(a.coefficient, b.coefficient), std::int64_t{a.exponent} + b.exponent);
}

Decimal quotientOf(const Decimal& left, const Decimal& right) {
    const DecimalParts a = DecimalAccess::parts(left);
    const DecimalParts b = DecimalAccess::parts(right);
    const bool negative = a.negative != b.negative;
    const bool undefined = (!a.finite() && !b.finite()) || (left.isZero() && right.isZero());
    if (undefined || a.kind == Kind::notANumber || b.kind == Kind::notANumber)
        return DecimalAccess::special(false, Kind::notANumber);
    if (!a.finite() || right.isZero()) return DecimalAccess::special(negative, Kind::infinite);
    if (!b.finite()) return DecimalAccess::make(negative, 0, 0);
    // Long division, as on paper, two digits further than are kept.
    Wide out = a.coefficient / b.coefficient;
    Wide rest = a.coefficient % b.coefficient;
    std::int64_t exponent = std::int64_t{a.exponent} - b.exponent;
    for (; rest != 0 && out < powerOfTen(decimalDigits + 1); --exponent) {
        rest *= 10;
        out = out * 10 + rest / b.coefficient;
        rest %= b.coefficient;
    }
    return DecimalAccess::make(negative, out, exponent, rest != 0);
}

}  // namespace toitsu

#endif
