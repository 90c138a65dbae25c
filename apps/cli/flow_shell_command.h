#pragma once

// toitsu flow shell: a FlowShell on the standard streams.

#include "apps/cli/flow_shell.h"
#include "apps/cli/terminal.h"

namespace toitsu::cli {

void flowShell(const FlowShellOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
