#pragma once

// Decimal: the number of FEEL and of every record: IEEE 754 decimal128, 34 significant digits, rounding half even.
// Money is never binary floating point.

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace toitsu {

class Decimal {
public:
    Decimal() : Decimal(0) {}
    Decimal(std::int64_t value);  // NOLINT(google-explicit-constructor): integers are decimals
    Decimal(int value) : Decimal(static_cast<std::int64_t>(value)) {}  // NOLINT(google-explicit-constructor)

    // "-12.50", "1e6". Nothing for other text, infinities and NaN.
    static std::optional<Decimal> parse(std::string_view text);
    static std::optional<Decimal> fromDouble(double value);  // shortest text that reads back as the same double

    std::string text() const;  // plain notation without trailing zeros after the point: "12.5", "1000000"
    double toDouble() const;
    std::optional<std::int64_t> toInteger() const;  // only when it is whole and fits

    bool isInteger() const;
    bool isZero() const;
    bool isFinite() const;  // false only after +, − or × went beyond 10^6144; text() is then "Infinity"
    bool isNegative() const;

    Decimal operator-() const;
    Decimal operator+(const Decimal& other) const;
    Decimal operator-(const Decimal& other) const;
    Decimal operator*(const Decimal& other) const;

    // Nothing when dividing by zero or beyond the range.
    std::optional<Decimal> dividedBy(const Decimal& other) const;
    std::optional<Decimal> power(const Decimal& exponent) const;

    Decimal floor() const;
    Decimal ceiling() const;
    Decimal roundedHalfEven(int scale) const;  // scale = digits after the point, may be negative
    Decimal roundedHalfUp(int scale) const;

    bool operator==(const Decimal& other) const;
    std::strong_ordering operator<=>(const Decimal& other) const;

private:
    alignas(16) std::array<unsigned char, 16> bits_{};  // decimal128 as the compiler lays it out
    friend struct DecimalAccess;
};

}  // namespace toitsu
