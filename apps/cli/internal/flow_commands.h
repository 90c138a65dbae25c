#pragma once

// toitsu flow lint, diff, overlay: making flows and a municipality's differences to them. test, run, show,
// simulate: trying them. shell: driving the engine.

#include "apps/cli/flow_diff.h"
#include "apps/cli/flow_lint.h"
#include "apps/cli/flow_overlay.h"
#include "apps/cli/flow_run.h"
#include "apps/cli/flow_shell_command.h"
#include "apps/cli/flow_show.h"
#include "apps/cli/flow_simulate.h"
#include "apps/cli/flow_test.h"
#include "apps/cli/internal/command_builder.h"

namespace toitsu::cli {

class FlowCommands {
public:
    void add(CommandBuilder& to, CLI::App& flows);  // both must live until the command has run

private:
    void addTrying(CommandBuilder& to, CLI::App& flows);
    void addShell(CommandBuilder& to, CLI::App& flows);

    FlowLintOptions lint_;
    FlowDiffOptions diff_;
    FlowOverlayOptions overlay_;
    FlowTestOptions test_;
    FlowShowOptions show_;
    FlowRunOptions run_;
    FlowSimulateOptions simulate_;
    FlowShellOptions shell_;
    std::string clock_ = "manual";
};

}  // namespace toitsu::cli
