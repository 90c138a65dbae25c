#pragma once

// toitsu form diff, toitsu unify: comparing forms and papers.

#include "apps/cli/diff_command.h"
#include "apps/cli/internal/command_builder.h"
#include "apps/cli/unify_command.h"

namespace toitsu::cli {

class UnifyCommands {
public:
    void addDiff(CommandBuilder& to, CLI::App& forms);  // both must live until the command has run
    void addUnify(CommandBuilder& to);

private:
    UnifyCommandOptions unify_;
    DiffOptions diff_;
};

}  // namespace toitsu::cli
