#pragma once

// toitsu flow lint and toitsu decision run: what an author of flows and decisions needs.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FlowLintOptions {
    std::vector<std::string> files;
};
void flowLint(const FlowLintOptions& options, Terminal& terminal);

struct DecisionRunOptions {
    std::string file;
    std::string decision;
    std::string inputs;  // JSON object, or @file
};
void decisionRun(const DecisionRunOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
