#pragma once

// toitsu decision lint: every mistake in DMN files, gaps and overlaps of tables, for a person, a program or a review.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct DecisionLintOptions {
    std::vector<std::string> paths;  // .dmn files, folders
    std::string format = "text";     // text, json, sarif
};
// C063 a folder without DMN files.
void decisionLint(const DecisionLintOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
