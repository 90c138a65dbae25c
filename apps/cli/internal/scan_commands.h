#pragma once

// toitsu scan, intake and page: paper in.

#include "apps/cli/intake_command.h"
#include "apps/cli/internal/command_builder.h"
#include "apps/cli/scan_command.h"

namespace toitsu::cli {

class ScanCommands {
public:
    void add(CommandBuilder& to);  // both must live until the command has run

private:
    void addScan(CommandBuilder& to);
    void addIntake(CommandBuilder& to);
    void addPages(CommandBuilder& to);

    ScanOptions scan_;
    IntakeOptions intake_;
    PageOptions page_;
};

}  // namespace toitsu::cli
