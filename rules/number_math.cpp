#include "rules/number_math.h"

#include <cmath>

namespace toitsu::rules {

namespace {

Decimal unitAt(int scale) {
    return *Decimal::parse("1e" + std::to_string(-scale));
}

}  // namespace

Decimal floorAt(const Decimal& value, int scale) {
    if (scale == 0) return value.floor();
    const Decimal nearest = value.roundedHalfEven(scale);
    return nearest > value ? (nearest - unitAt(scale)).roundedHalfEven(scale) : nearest;
}

Decimal ceilingAt(const Decimal& value, int scale) {
    if (scale == 0) return value.ceiling();
    const Decimal nearest = value.roundedHalfEven(scale);
    return nearest < value ? (nearest + unitAt(scale)).roundedHalfEven(scale) : nearest;
}

std::optional<Decimal> floorModulo(const Decimal& dividend, const Decimal& divisor) {
    const auto quotient = dividend.dividedBy(divisor);
    if (!quotient) return std::nullopt;
    return dividend - divisor * quotient->floor();
}

std::optional<Decimal> squareRoot(const Decimal& value) {
    if (value.isNegative()) return std::nullopt;
    if (value.isZero()) return Decimal(0);
    const double start = std::sqrt(value.toDouble());
    auto root = std::isfinite(start) && start > 0 ? Decimal::fromDouble(start) : std::optional(Decimal(1));
    const Decimal half = *Decimal::parse("0.5");
    for (int i = 0; root && i < 3; ++i) {  // Newton doubles the digits: 16 → 32 → 34
        const auto other = value.dividedBy(*root);
        if (!other) return std::nullopt;
        root = half * (*root + *other);
    }
    return root;
}

}  // namespace toitsu::rules
