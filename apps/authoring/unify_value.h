#pragma once

// A unification as JSON for other programs and for the studio.

#include "base/result.h"
#include "base/value.h"
#include "forms/unification/unification.h"

namespace toitsu::authoring {

Value unifyValue(const forms::unification::Unification& result);

// Both languages of the figures that every report begins with.
Wording unifySummary(const forms::unification::Unification& result);

}  // namespace toitsu::authoring
