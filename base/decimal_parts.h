#pragma once

// The inside of Decimal, for decimal*.cpp only: IEEE 754 decimal128 with binary integer significand (BID).

#include <cstdint>

#include "base/decimal.h"

namespace toitsu {

__extension__ typedef unsigned __int128 Wide;  // 38 digits fit; a significand has 34

struct DecimalParts {
    bool negative = false;
    Wide coefficient = 0;  // < 10^34
    int exponent = 0;      // value = coefficient × 10^exponent
    enum class Kind { finite, infinite, notANumber } kind = Kind::finite;

    bool finite() const { return kind == Kind::finite; }
};

inline constexpr int decimalDigits = 34;
inline constexpr int largestExponent = 6111;
inline constexpr int smallestExponent = -6176;

Wide powerOfTen(int exponent);  // 0 … 38
int digitCount(Wide number);    // 0 for zero

enum class Rounding { halfEven, halfUp, truncate };

// number / 10^digits; `more` says that something non-zero was already cut off behind the number.
Wide withoutDigits(Wide number, std::int64_t digits, Rounding rounding, bool more = false);

struct DecimalAccess {
    static DecimalParts parts(const Decimal& decimal);
    // Rounds to 34 digits (half even) and to the exponents there are; infinite beyond them.
    static Decimal make(bool negative, Wide coefficient, std::int64_t exponent, bool more = false);
    static Decimal special(bool negative, DecimalParts::Kind kind);
    static std::array<unsigned char, 16>& bits(Decimal& decimal) { return decimal.bits_; }
    static const std::array<unsigned char, 16>& bits(const Decimal& decimal) { return decimal.bits_; }
};

// Four operations, correctly rounded; quotient of a zero divisor is infinite or not a number.
Decimal sumOf(const Decimal& left, const Decimal& right);
Decimal productOf(const Decimal& left, const Decimal& right);
Decimal quotientOf(const Decimal& left, const Decimal& right);

}  // namespace toitsu
