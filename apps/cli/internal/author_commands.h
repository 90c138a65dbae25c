#pragma once

// toitsu form …: the author's loop.

#include "apps/cli/form_exchange.h"
#include "apps/cli/form_fill.h"
#include "apps/cli/form_lint.h"
#include "apps/cli/form_preview.h"
#include "apps/cli/form_test.h"
#include "apps/cli/internal/command_builder.h"

namespace toitsu::cli {

class AuthorCommands {
public:
    void add(CommandBuilder& to, CLI::App& forms);  // both must live until the command has run
    void addLintFormat(CommandBuilder& to, CLI::App& lint, FormLintOptions& options);

private:
    void addFill(CommandBuilder& to, CLI::App& forms);
    void addPreview(CommandBuilder& to, CLI::App& forms);
    void addTest(CommandBuilder& to, CLI::App& forms);
    void addNew(CommandBuilder& to, CLI::App& forms);
    void addExport(CommandBuilder& to, CLI::App& forms);
    void addImport(CommandBuilder& to, CLI::App& forms);

    FormFillOptions fill_;
    FormPreviewOptions preview_;
    FormTestOptions test_;
    FormNewOptions new_;
    FormExportOptions export_;
    FormImportOptions import_;
};

}  // namespace toitsu::cli
