#pragma once

// toitsu form fmt: the canonical form of template files, so that changes of two authors merge.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FormFmtOptions {
    std::vector<std::string> paths;  // form.xml, layout files, folders
    bool check = false;              // only names the files that would change
};
void formFmt(const FormFmtOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
