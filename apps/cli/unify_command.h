#pragma once

// toitsu unify: from several municipalities' papers of one job to one form for all.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct UnifyCommandOptions {
    std::vector<std::string> inputs;  // layouts, blanks, folders
    std::string form;                 // form.xml; "" = the one that the layouts lie under
    std::string decisions;            // "" = decisions.xml in `out`
    std::string out;                  // folder
    std::string format = "text";      // what stands on standard output: text or json
};
// Writes report.html, report.md, unification.json, decisions.xml, form.xml, layouts/<form>-common.xml and the blank as
// PDF and PNG. Differences are what it is for: the exit code is 0.
void unify(const UnifyCommandOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
