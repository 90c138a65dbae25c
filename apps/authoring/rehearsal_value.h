#pragma once

// A rehearsal as JSON: {passed, errors, forms: [{folder, golden, samples: [{sample, layout, status, residual_mm,
// fields: [{field, outcome}]}], worse: [{sample, layout, field, was, is}], better, unknown, gone}], tests: [{path, id,
// title, passed, line, expected, got}]}.

#include "apps/authoring/rehearsal.h"
#include "base/value.h"

namespace toitsu::authoring {

Value rehearsalValue(const Rehearsal& rehearsal);
Value wordingValue(const Wording& wording);

}  // namespace toitsu::authoring
