#pragma once

// Arithmetic on Decimal that FEEL needs beyond the four operations.

#include <optional>

#include "base/decimal.h"

namespace toitsu::rules {

Decimal floorAt(const Decimal& value, int scale);  // scale = digits after the point
Decimal ceilingAt(const Decimal& value, int scale);
std::optional<Decimal> floorModulo(const Decimal& dividend, const Decimal& divisor);  // has the divisor's sign
std::optional<Decimal> squareRoot(const Decimal& value);                              // all 34 digits

}  // namespace toitsu::rules
