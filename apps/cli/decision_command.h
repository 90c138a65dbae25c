#pragma once

// toitsu decision run and explain: what a decision says, and why.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct DecisionOptions {
    std::string model;     // .dmn
    std::string decision;  // name or id; empty: every decision that no other requires
    std::string input;     // JSON object, or @FILE
    std::string format = "text";
};

// The result as JSON on standard output; remarks on standard error. Of several decisions: an object by name.
void decisionRun(const DecisionOptions& options, Terminal& terminal);
// Every input and decision in the order in which they were evaluated; tables rule by rule.
void decisionExplain(const DecisionOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
