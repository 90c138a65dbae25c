#pragma once

// An evaluation as a person or a program reads it.

#include <vector>

#include "apps/cli/terminal.h"
#include "base/value.h"
#include "rules/decision.h"

namespace toitsu::cli {

void explain(const std::vector<rules::ElementRun>& elements, Terminal& terminal);

Value explanationJson(const std::string& decision, const std::vector<rules::ElementRun>& elements,
                      const Result<rules::DecisionResult>& result, const Terminal& terminal);

}  // namespace toitsu::cli
