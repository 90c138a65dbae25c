#pragma once

// toitsu flow run: one case of a flow, in memory and on a clock of its own, for authors who try it. What waits is asked
// on the terminal, or answered from a file.

#include <istream>
#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FlowRunOptions {
    std::string flow;
    std::string overlay;
    std::string variables;  // JSON or FEEL, or @FILE
    std::string decisions;  // folder or .dmn file; default: those of the library that the flow stands in
    std::string answers;    // JSON file: element → variables, or a list of them, one for each time
    std::string now;        // when it begins; default: now
    std::string municipality = "202011";
    bool trace = false;
};
// With --answers the exit code is 1 when the case does not end. C184 a line that is not understood, C185 a wrong file
// of answers.
void flowRun(const FlowRunOptions& options, std::istream& in, Terminal& terminal);

}  // namespace toitsu::cli
