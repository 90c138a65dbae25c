#pragma once

// What is allowed and still wrong, or likely to be: elements that are never reached, joins that wait for ever, ways
// that nobody takes, people that nobody names, data that nobody reads. For `toitsu flow lint`. docs/flow-lint.md

#include <vector>

#include "workflows/bpmn/validate.h"

namespace toitsu::workflows::bpmn {

struct LintOptions {
    ValidateOptions validate;
    std::size_t states = 20'000;  // of the token game, for each process and sub-process
};

// Validation's findings and those of lint (W272–W287), in the file's order.
std::vector<Finding> lint(const Document& document, const LintOptions& options = {});

}  // namespace toitsu::workflows::bpmn
