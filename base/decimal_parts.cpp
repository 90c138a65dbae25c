#include "base/decimal_parts.h"

#include <algorithm>
#include <bit>
#include <cstring>

// decimal128, BID: sign (1 bit), exponent + 6176 (14 bits), coefficient (113 bits, always < 10^34 < 2^113). The second
// layout of the standard (top bits 11) holds only infinities, NaN and non-canonical zeros.

namespace toitsu {

namespace {

static_assert(std::endian::native == std::endian::little, "bits_ is laid out as on x86-64 and AArch64");

constexpr int bias = 6176;
constexpr Wide signBit = Wide{1} << 127;

Wide load(const std::array<unsigned char, 16>& bits) {
    Wide number = 0;
    std::memcpy(&number, bits.data(), sizeof number);
    return number;
}

}  // namespace

Wide powerOfTen(int exponent) {
    static const std::array<Wide, 39> powers = [] {
        std::array<Wide, 39> out{};
        out[0] = 1;
        for (std::size_t i = 1; i < out.size(); ++i) out[i] = out[i - 1] * 10;
        return out;
    }();
    return powers[static_cast<std::size_t>(exponent)];
}

int digitCount(Wide number) {
    int digits = 0;
    while (digits <= 38 && number >= powerOfTen(digits)) ++digits;
    return digits;
}

Wide withoutDigits(Wide number, std::int64_t digits, Rounding rounding, bool more) {
    if (digits <= 0) return number;
    if (digits > 38) return 0;  // less than half of the last digit that stays
    const Wide divisor = powerOfTen(static_cast<int>(digits));
    const Wide kept = number / divisor;
    const Wide cut = number % divisor;
    if (rounding == Rounding::truncate) return kept;
    const Wide half = divisor / 2;
    if (cut != half) return cut > half ? kept + 1 : kept;
    const bool up = more || rounding == Rounding::halfUp || kept % 2 == 1;
    return up ? kept + 1 : kept;
}

DecimalParts DecimalAccess::parts(const Decimal& decimal) {
    const Wide number = load(decimal.bits_);
    DecimalParts parts;
    parts.negative = (number & signBit) != 0;
    const auto top = static_cast<unsigned>(number >> 122) & 31;
    if (top == 31) parts.kind = DecimalParts::Kind::notANumber;
    if (top == 30) parts.kind = DecimalParts::Kind::infinite;
    if (top >= 24) return parts;
    parts.exponent = static_cast<int>(static_cast<unsigned>(number >> 113) & 0x3FFF) - bias;
    parts.coefficient = number & ((Wide{1} << 113) - 1);
    return parts;
}

Decimal DecimalAccess::make(bool negative, Wide coefficient, std::int64_t exponent, bool more) {
    std::int64_t surplus = std::max<std::int64_t>(digitCount(coefficient) - decimalDigits, smallestExponent - exponent);
    while (surplus > 0) {
        coefficient = withoutDigits(coefficient, surplus, Rounding::halfEven, more);
        exponent += surplus;
        more = false;
        surplus = digitCount(coefficient) - decimalDigits;  // 999…9 may have become 1000…0
    }
    if (coefficient == 0) exponent = std::clamp<std::int64_t>(exponent, smallestExponent, largestExponent);
    const std::int64_t above = exponent - largestExponent;
    if (above > 0) {
        if (above > decimalDigits - digitCount(coefficient)) return special(negative, DecimalParts::Kind::infinite);
        coefficient *= powerOfTen(static_cast<int>(above));
        exponent = largestExponent;
    }
    const Wide number = (negative ? signBit : 0) | (static_cast<Wide>(exponent + bias) << 113) | coefficient;
    Decimal out;
    std::memcpy(out.bits_.data(), &number, sizeof number);
    return out;
}

Decimal DecimalAccess::special(bool negative, DecimalParts::Kind kind) {
    const Wide top = kind == DecimalParts::Kind::infinite ? 30 : 31;
    const Wide number = (negative ? signBit : 0) | (top << 122);
    Decimal out;
    std::memcpy(out.bits_.data(), &number, sizeof number);
    return out;
}

}  // namespace toitsu
