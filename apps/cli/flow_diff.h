#pragma once

// toitsu flow diff: what two flows, or a flow and an overlay, differ in, in meaning.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"
#include "workflows/bpmn/flow_diff.h"

namespace toitsu::cli {

struct FlowDiffOptions {
    std::string before;
    std::string after;            // a flow, or an overlay to the first
    std::string format = "text";  // text, json, html
};
void flowDiff(const FlowDiffOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
