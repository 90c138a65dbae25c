#pragma once

// toitsu feel, toitsu decision …: trying expressions and decisions, testing and checking them.

#include "apps/cli/decision_command.h"
#include "apps/cli/decision_lint.h"
#include "apps/cli/decision_test.h"
#include "apps/cli/feel_command.h"
#include "apps/cli/internal/command_builder.h"

namespace toitsu::cli {

class DecisionCommands {
public:
    void add(CommandBuilder& to);  // both must live until the command has run

private:
    void addFeel(CommandBuilder& to);
    void addRunning(CommandBuilder& to, CLI::App& decisions);
    void addChecking(CommandBuilder& to, CLI::App& decisions);

    FeelOptions feel_;
    DecisionOptions run_;
    DecisionOptions explain_;
    DecisionTestOptions test_;
    DecisionLintOptions lint_;
};

}  // namespace toitsu::cli
