#pragma once

// toitsu decision test: test cases in the TCK's own XML format.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct DecisionTestOptions {
    std::vector<std::string> paths;  // .dmn, test files, folders
};
// A line per result that differs; the last line counts cases: "N passed, M failed". The exit code is 1 when one failed.
// C061 nothing to test.
void decisionTest(const DecisionTestOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
