#pragma once

// toitsu check, towns and record: field types to try, and other doors into and out of a record.

#include "apps/cli/check_command.h"
#include "apps/cli/internal/command_builder.h"
#include "apps/cli/record_command.h"

namespace toitsu::cli {

class RecordCommands {
public:
    void add(CommandBuilder& to);  // both must live until the command has run

private:
    void addCheck(CommandBuilder& to);
    void addImport(CommandBuilder& to, CLI::App& records);
    void addExport(CommandBuilder& to, CLI::App& records);

    CheckCommandOptions check_;
    TownsCommandOptions towns_;
    RecordImportOptions import_;
    RecordExportOptions export_;
};

}  // namespace toitsu::cli
