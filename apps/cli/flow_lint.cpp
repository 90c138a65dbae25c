#include "apps/cli/flow_lint.h"

#include "apps/authoring/lint.h"
#include "apps/cli/finding_report.h"

namespace toitsu::cli {

void flowLint(const FlowLintOptions& options, Terminal& terminal) {
    const authoring::Linted linted = authoring::lintFlows(options.paths);
    reportFindings(linted.findings, options.format, terminal);
    if (options.format == "text") sumUp(linted.files, linted.findings, terminal);
}

}  // namespace toitsu::cli
