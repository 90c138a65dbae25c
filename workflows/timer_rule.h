#pragma once

// When a timer event fires: an ISO 8601 duration or date, or FEEL ("= duration(\"P3D\")") over the case's variables.

#include <optional>
#include <string>

#include "base/result.h"
#include "base/value.h"
#include "base/xml.h"
#include "rules/expression.h"
#include "workflows/task.h"

namespace toitsu::workflows {

struct TimerRule {
    Value literal;  // a duration, a date or a date and time; null when there is an expression
    rules::Expression expression;

    // The instant that a timer set at `now` is due; nothing when the expression gives no point in time.
    std::optional<Instant> due(const Context& variables, Instant now) const;
};

// Reads a timerEventDefinition. W013.
Result<TimerRule> readTimerRule(const xml::Element& definition);

}  // namespace toitsu::workflows
