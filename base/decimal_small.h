#pragma once

// Sums, products and orders of numbers whose significand fits into 64 bits – nearly all there are – without the
// compiler's decimal library. For decimal.cpp only. Each function says "nothing" where the result would have to be
// rounded or is special; then the slow way decides.

#include <cstring>
#include <optional>

#include "base/decimal_parts.h"

namespace toitsu {

struct SmallDecimal {
    std::uint64_t magnitude;
    int exponent;
    bool negative;

    static std::optional<SmallDecimal> of(const Decimal& decimal) {
        std::uint64_t words[2];
        std::memcpy(words, DecimalAccess::bits(decimal).data(), sizeof words);
        const bool large = (words[1] & ((std::uint64_t{1} << 49) - 1)) != 0;
        const bool special = (words[1] >> 58 & 31) >= 24;
        if (large || special) return std::nullopt;
        return SmallDecimal{words[0], static_cast<int>(words[1] >> 49 & 0x3FFF) + smallestExponent,
                            words[1] >> 63 != 0};
    }
    static Decimal make(bool negative, Wide coefficient, int exponent) {
        const Wide number =
            (negative ? Wide{1} << 127 : 0) | (static_cast<Wide>(exponent - smallestExponent) << 113) | coefficient;
        Decimal out;
        std::memcpy(DecimalAccess::bits(out).data(), &number, sizeof number);
        return out;
    }
};

// 10^0 … 10^18
inline constexpr std::uint64_t smallPowers[] = {1,
                                                10,
                                                100,
                                                1'000,
                                                10'000,
                                                100'000,
                                                1'000'000,
                                                10'000'000,
                                                100'000'000,
                                                1'000'000'000,
                                                10'000'000'000,
                                                100'000'000'000,
                                                1'000'000'000'000,
                                                10'000'000'000'000,
                                                100'000'000'000'000,
                                                1'000'000'000'000'000,
                                                10'000'000'000'000'000,
                                                100'000'000'000'000'000,
                                                1'000'000'000'000'000'000};
inline constexpr Wide significandLimit = Wide{smallPowers[17]} * smallPowers[17];  // 10^34

// Both with the same exponent, the smaller of theirs; false when they lie too far apart.
inline bool aligned(const SmallDecimal& a, const SmallDecimal& b, Wide& left, Wide& right) {
    const int distance = a.exponent - b.exponent;
    if (distance > 18 || distance < -18) return false;
    left = distance > 0 ? Wide{a.magnitude} * smallPowers[distance] : Wide{a.magnitude};
    right = distance < 0 ? Wide{b.magnitude} * smallPowers[-distance] : Wide{b.magnitude};
    return true;
}

inline std::optional<Decimal> smallSum(const Decimal& x, const Decimal& y) {
    const auto a = SmallDecimal::of(x);
    const auto b = SmallDecimal::of(y);
    Wide left = 0;
    Wide right = 0;
    if (!a || !b || !aligned(*a, *b, left, right)) return std::nullopt;
    const bool same = a->negative == b->negative;
    const Wide size = same ? left + right : left > right ? left - right : right - left;
    if (size == 0 || size >= significandLimit) return std::nullopt;  // zero has rules of its own for its sign
    return SmallDecimal::make(left >= right ? a->negative : b->negative, size,
                              a->exponent < b->exponent ? a->exponent : b->exponent);
}

inline std::optional<Decimal> smallProduct(const Decimal& x, const Decimal& y) {
    const auto a = SmallDecimal::of(x);
    const auto b = SmallDecimal::of(y);
    if (!a || !b) return std::nullopt;
    const Wide size = Wide{a->magnitude} * b->magnitude;
    const int exponent = a->exponent + b->exponent;
    if (size >= significandLimit || exponent < smallestExponent || exponent > largestExponent) return std::nullopt;
    return SmallDecimal::make(a->negative != b->negative, size, exponent);
}

inline std::optional<std::strong_ordering> smallOrder(const Decimal& x, const Decimal& y) {
    const auto a = SmallDecimal::of(x);
    const auto b = SmallDecimal::of(y);
    Wide left = 0;
    Wide right = 0;
    if (!a || !b || !aligned(*a, *b, left, right)) return std::nullopt;
    const bool leftBelow = a->negative && left != 0;
    const bool rightBelow = b->negative && right != 0;
    if (leftBelow != rightBelow) return leftBelow ? std::strong_ordering::less : std::strong_ordering::greater;
    return leftBelow ? right <=> left : left <=> right;
}

}  // namespace toitsu
