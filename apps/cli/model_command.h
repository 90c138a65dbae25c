#pragma once

// toitsu decision run: what an author of decisions needs.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct DecisionRunOptions {
    std::string file;
    std::string decision;
    std::string inputs;  // JSON object, or @file
};
void decisionRun(const DecisionRunOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
