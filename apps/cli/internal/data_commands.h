#pragma once

// toitsu backup, restore and fsck on the command line.

#include "apps/cli/data_command.h"
#include "apps/cli/internal/command_builder.h"

namespace toitsu::cli {

class DataCommands {
public:
    void add(CommandBuilder& to);  // both must live until the command has run

private:
    DataOptions options_;
};

}  // namespace toitsu::cli
