#pragma once

// FEEL's operators on values (DMN 1.5 §10.3.2.13–15). Nothing (nullopt) and null mean "cannot be said".

#include <optional>

#include "rules/session.h"

namespace toitsu::rules {

std::optional<bool> equals(const Value& a, const Value& b);                 // nullopt: of different types
std::optional<std::strong_ordering> order(const Value& a, const Value& b);  // nullopt: not comparable

std::optional<bool> compared(Op op, const Value& a, const Value& b);
std::optional<bool> within(const Value& value, const Range& range);
// Why two values cannot be compared.
Wording incomparable(const Value& a, const Value& b);

Value calculated(Op op, const Value& a, const Value& b, Session& session, const Spot& at);
Value negated(const Value& value, Session& session, const Spot& at);

// Member of a context, property of a temporal value or range, or both of them over a list.
Value member(const Value& value, std::string_view name, Session& session, const Spot& at);

// Arithmetic of dates, times and durations; nullopt when the types do not combine.
std::optional<Value> temporalSum(const Value& a, const Value& b);
std::optional<Value> temporalDifference(const Value& a, const Value& b);
std::optional<Value> scaledDuration(const Value& duration, const Decimal& factor, bool divide);
std::optional<Value> durationRatio(const Value& a, const Value& b);

}  // namespace toitsu::rules
