#pragma once

// toitsu flow show: a flow drawn as SVG, with the way of a case through it.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FlowShowOptions {
    std::string flow;
    std::string out;     // "": standard output
    std::string caseId;  // a case of the data folder, or the first letters of its id
    std::string data;
    std::vector<std::string> path;  // elements in the order in which they were entered
    std::vector<std::string> at;    // where it stands now
};
// C182: the case runs on another version of the flow (a warning); C183: an element that the flow does not have.
void flowShow(const FlowShowOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
