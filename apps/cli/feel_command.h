#pragma once

// toitsu feel: one expression, for authors of rules, conditions and decisions.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"
#include "rules/expression.h"

namespace toitsu::cli {

struct FeelOptions {
    std::string expression;  // or @FILE
    std::string context;     // JSON, FEEL or @FILE
    std::string unary;       // a value: the expression is then unary tests
    bool json = false;
};
// The value as JSON on standard output (temporal values as ISO 8601 texts), remarks on standard error.
void feel(const FeelOptions& options, Terminal& terminal);

// One remark as a person reads it; `source` is shown with a mark under the place when it is one line.
void showRemark(const rules::Remark& remark, const std::string& source, Terminal& terminal);
Value remarkJson(const rules::Remark& remark, const Terminal& terminal);

}  // namespace toitsu::cli
