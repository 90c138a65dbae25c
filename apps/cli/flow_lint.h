#pragma once

// toitsu flow lint: every mistake in flows and overlays – BPMN's own rules, what can never end, what the engine cannot
// run – for a person, a program or a code review (SARIF).

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FlowLintOptions {
    std::vector<std::string> paths;  // .bpmn files, folders
    std::string format = "text";     // text, json, sarif
};
void flowLint(const FlowLintOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
