#pragma once

// toitsu flow test: given/when/then scripts against a flow, without a database and without waiting
// (docs/flow-tests.md).

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FlowTestOptions {
    std::vector<std::string> paths;  // test files; of a folder all that are below it
    std::string format = "text";     // text, json, junit
    bool untouched = false;          // name the elements that no test came to
};
// A line per test; "N passed, M failed" at the end. The exit code is 1 when one failed. C186: nothing to test.
void flowTest(const FlowTestOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
