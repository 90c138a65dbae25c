#include "apps/cli/flow_shell_command.h"

#include <iostream>

namespace toitsu::cli {

void flowShell(const FlowShellOptions& options, Terminal& terminal) {
    const auto shell = FlowShell::open(options);
    if (!shell) return terminal.report(shell.error());
    for (std::string line; !(*shell)->ended() && std::getline(std::cin, line);) {
        if (line.empty() || line == "\r") continue;
        terminal.out << (*shell)->answer(line) << std::endl;  // flushed: whoever asked is waiting
    }
}

}  // namespace toitsu::cli
