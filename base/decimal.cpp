#include "base/decimal.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/decimal_parts.h"
#include "base/decimal_small.h"

namespace toitsu {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::string digitsOf(Wide number) {
    std::string digits;
    for (; number > 0; number /= 10) digits.push_back(static_cast<char>('0' + static_cast<int>(number % 10)));
    return digits.empty() ? "0" : std::string(digits.rbegin(), digits.rend());
}

// Significant digits as they are read: the first 36 count, of the others only whether they are all zero.
struct Significand {
    Wide coefficient = 0;
    std::int64_t exponent = 0;
    bool more = false;
    bool any = false;

    void add(char c, bool behindPoint) {
        any = true;
        if (coefficient < powerOfTen(35)) {
            coefficient = coefficient * 10 + static_cast<Wide>(c - '0');
            if (behindPoint) --exponent;
        } else {
            more = more || c != '0';
            if (!behindPoint) ++exponent;
        }
    }
};

std::optional<std::int64_t> parseExponent(std::string_view text) {
    bool negative = false;
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        negative = text[0] == '-';
        text.remove_prefix(1);
    }
    if (text.empty()) return std::nullopt;
    constexpr std::int64_t farBeyond = 1'000'000'000'000;  // any text that fits into memory is shorter
    std::int64_t out = 0;
    for (const char c : text) {
        if (!isDigit(c)) return std::nullopt;
        if (out < farBeyond) out = out * 10 + (c - '0');
    }
    return negative ? -out : out;
}

Decimal rounded(const Decimal& decimal, int scale, Rounding rounding) {
    const DecimalParts parts = DecimalAccess::parts(decimal);
    const std::int64_t surplus = -std::int64_t{scale} - parts.exponent;
    if (!parts.finite() || surplus <= 0) return decimal;
    const Wide kept = withoutDigits(parts.coefficient, surplus, rounding);
    return DecimalAccess::make(parts.negative && kept != 0, kept, -std::int64_t{scale});
}

// The whole number next to it, downwards or upwards.
Decimal whole(const Decimal& decimal, bool downwards) {
    const DecimalParts parts = DecimalAccess::parts(decimal);
    if (!parts.finite() || parts.exponent >= 0) return decimal;
    Wide kept = withoutDigits(parts.coefficient, -parts.exponent, Rounding::truncate);
    if (!decimal.isInteger() && parts.negative == downwards) ++kept;
    return DecimalAccess::make(parts.negative && kept != 0, kept, 0);
}

}  // namespace

Decimal::Decimal(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    const Wide magnitude = value < 0 ? std::uint64_t{0} - bits : bits;
    const Wide number = (value < 0 ? Wide{1} << 127 : 0) | (Wide{6176} << 113) | magnitude;
    std::memcpy(bits_.data(), &number, sizeof number);
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    bool negative = false;
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        negative = text[0] == '-';
        text.remove_prefix(1);
    }
    Significand read;
    std::size_t at = 0;
    while (at < text.size() && isDigit(text[at])) read.add(text[at++], false);
    if (at < text.size() && text[at] == '.') {
        const std::size_t point = at++;
        while (at < text.size() && isDigit(text[at])) read.add(text[at++], true);
        if (at == point + 1) return std::nullopt;
    }
    if (!read.any) return std::nullopt;
    std::int64_t exponent = 0;
    if (at < text.size()) {
        if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
        const auto written = parseExponent(text.substr(at + 1));
        if (!written) return std::nullopt;
        exponent = *written;
    }
    const Decimal out = DecimalAccess::make(negative, read.coefficient, read.exponent + exponent, read.more);
    if (!out.isFinite()) return std::nullopt;
    return out;
}

std::optional<Decimal> Decimal::fromDouble(double value) {
    if (!std::isfinite(value)) return std::nullopt;
    std::array<char, 64> buffer{};
    const auto [end, problem] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    if (problem != std::errc()) return std::nullopt;
    return parse(std::string_view(buffer.data(), static_cast<std::size_t>(end - buffer.data())));
}

std::string Decimal::text() const {
    const DecimalParts parts = DecimalAccess::parts(*this);
    if (parts.kind == DecimalParts::Kind::notANumber) return "NaN";
    const std::string sign = parts.negative ? "-" : "";
    if (!parts.finite()) return sign + "Infinity";
    if (parts.coefficient == 0) return "0";
    std::string digits = digitsOf(parts.coefficient);
    if (parts.exponent >= 0) return sign + digits + std::string(static_cast<std::size_t>(parts.exponent), '0');
    const auto behind = static_cast<std::size_t>(-parts.exponent);
    if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
    digits.insert(digits.size() - behind, 1, '.');
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
    return sign + digits;
}

double Decimal::toDouble() const {
    const DecimalParts parts = DecimalAccess::parts(*this);
    if (parts.kind == DecimalParts::Kind::notANumber) return std::numeric_limits<double>::quiet_NaN();
    const double sign = parts.negative ? -1.0 : 1.0;
    if (parts.coefficient == 0 && parts.finite()) return 0.0;
    const std::string text = digitsOf(parts.coefficient) + "e" + std::to_string(parts.exponent);
    double out = 0;
    const bool tooLarge = !parts.finite() || digitCount(parts.coefficient) + parts.exponent > 310;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), out);  // independent of the locale
    if (tooLarge || (read.ec == std::errc::result_out_of_range && parts.exponent > 0))
        return sign * std::numeric_limits<double>::infinity();
    return read.ec == std::errc() ? sign * out : sign * 0.0;
}

std::optional<std::int64_t> Decimal::toInteger() const {
    if (!isInteger()) return std::nullopt;
    const DecimalParts parts = DecimalAccess::parts(*this);
    if (parts.coefficient == 0) return 0;
    if (digitCount(parts.coefficient) + parts.exponent > 19) return std::nullopt;
    const Wide magnitude = parts.exponent >= 0 ? parts.coefficient * powerOfTen(parts.exponent)
                                               : withoutDigits(parts.coefficient, -parts.exponent, Rounding::truncate);
    constexpr Wide largest = std::numeric_limits<std::int64_t>::max();
    if (magnitude > largest + (parts.negative ? 1 : 0)) return std::nullopt;
    const auto bits = static_cast<std::uint64_t>(magnitude);
    return static_cast<std::int64_t>(parts.negative ? std::uint64_t{0} - bits : bits);
}

bool Decimal::isInteger() const {
    const DecimalParts parts = DecimalAccess::parts(*this);
    if (!parts.finite()) return false;
    if (parts.exponent >= 0 || parts.coefficient == 0) return true;
    return -parts.exponent < decimalDigits && parts.coefficient % powerOfTen(-parts.exponent) == 0;
}

bool Decimal::isZero() const {
    const DecimalParts parts = DecimalAccess::parts(*this);
    return parts.finite() && parts.coefficient == 0;
}

bool Decimal::isFinite() const {
    return DecimalAccess::parts(*this).finite();
}

bool Decimal::isNegative() const {
    return DecimalAccess::parts(*this).negative && !isZero();
}

Decimal Decimal::operator-() const {
    Decimal out = *this;
    out.bits_[15] ^= 0x80;
    return out;
}

Decimal Decimal::operator+(const Decimal& other) const {
    if (const auto small = smallSum(*this, other)) return *small;
    return sumOf(*this, other);
}
Decimal Decimal::operator-(const Decimal& other) const {
    return *this + -other;
}
Decimal Decimal::operator*(const Decimal& other) const {
    if (const auto small = smallProduct(*this, other)) return *small;
    return productOf(*this, other);
}

std::optional<Decimal> Decimal::dividedBy(const Decimal& other) const {
    const Decimal out = quotientOf(*this, other);
    if (!out.isFinite()) return std::nullopt;
    return out;
}

Decimal Decimal::floor() const {
    return whole(*this, true);
}
Decimal Decimal::ceiling() const {
    return whole(*this, false);
}
Decimal Decimal::roundedHalfEven(int scale) const {
    return rounded(*this, scale, Rounding::halfEven);
}
Decimal Decimal::roundedHalfUp(int scale) const {
    return rounded(*this, scale, Rounding::halfUp);
}

bool Decimal::operator==(const Decimal& other) const {
    return (*this <=> other) == std::strong_ordering::equal;
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
    if (const auto small = smallOrder(*this, other)) return *small;
    const DecimalParts left = DecimalAccess::parts(*this);
    const DecimalParts right = DecimalAccess::parts(other);
    // −∞ < numbers < ∞ < NaN, so that sorting always has an order.
    const auto rank = [](const DecimalParts& parts) {
        if (parts.finite()) return 0;
        if (parts.kind == DecimalParts::Kind::notANumber) return 2;
        return parts.negative ? -1 : 1;
    };
    if (rank(left) != 0 || rank(right) != 0) return rank(left) <=> rank(right);
    const int leftSign = left.coefficient == 0 ? 0 : left.negative ? -1 : 1;
    const int rightSign = right.coefficient == 0 ? 0 : right.negative ? -1 : 1;
    if (leftSign != rightSign || leftSign == 0) return leftSign <=> rightSign;
    const int leftDigits = digitCount(left.coefficient);
    const int rightDigits = digitCount(right.coefficient);
    auto order = leftDigits + left.exponent <=> rightDigits + right.exponent;
    if (order == std::strong_ordering::equal)  // the same magnitude: compare with the same number of digits
        order = left.coefficient * powerOfTen(decimalDigits - leftDigits) <=>
                right.coefficient * powerOfTen(decimalDigits - rightDigits);
    return leftSign > 0 ? order : 0 <=> order;
}

}  // namespace toitsu
