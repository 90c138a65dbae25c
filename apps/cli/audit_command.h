#pragma once

// toitsu audit: the audit trail of a data folder. It only reads, so it may run beside the server.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct AuditOptions {
    std::string data;
    std::string heads;         // verify: a file of `toitsu audit head`, "" for none
    std::string municipality;  // list
    int most = 50;             // list
};

void auditVerify(const AuditOptions& options, Terminal& terminal);
void auditHead(const AuditOptions& options, Terminal& terminal);
void auditList(const AuditOptions& options, Terminal& terminal);  // JSON lines, newest first

}  // namespace toitsu::cli
