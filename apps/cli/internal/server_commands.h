#pragma once

// toitsu serve, account, audit and retention: the station that people reach with a browser.

#include "apps/cli/account_command.h"
#include "apps/cli/audit_command.h"
#include "apps/cli/internal/command_builder.h"
#include "apps/cli/retention_command.h"
#include "apps/cli/serve_command.h"

namespace toitsu::cli {

class ServerCommands {
public:
    void add(CommandBuilder& to);  // both must live until the command has run

private:
    void addServe(CommandBuilder& to);
    void addAccounts(CommandBuilder& to);
    void addAudit(CommandBuilder& to);
    void addRetention(CommandBuilder& to);

    ServeOptions serve_;
    AccountOptions account_;
    AuditOptions audit_;
    RetentionOptions retention_;
};

}  // namespace toitsu::cli
