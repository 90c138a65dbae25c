#pragma once

// toitsu backup, restore, fsck and key on the command line.

#include "apps/cli/data_command.h"
#include "apps/cli/internal/command_builder.h"
#include "apps/cli/key_command.h"

namespace toitsu::cli {

class DataCommands {
public:
    void add(CommandBuilder& to);  // both must live until the command has run

private:
    void addKeys(CommandBuilder& to);

    DataOptions options_;
    KeyOptions key_;
};

}  // namespace toitsu::cli
