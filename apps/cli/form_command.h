#pragma once

// toitsu form blank, toitsu form lint: what an author of forms and layouts needs.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct BlankOptions {
    std::string layout;  // layout file
    std::string out = ".";
    double dpi = 300;
};
void formBlank(const BlankOptions& options, Terminal& terminal);

struct FormLintOptions {
    std::vector<std::string> paths;  // form.xml, layout files, folders
};
void formLint(const FormLintOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
