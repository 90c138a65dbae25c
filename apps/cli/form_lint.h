#pragma once

// toitsu form lint: every mistake in forms, layouts and bindings, for a person, a program or a code review (SARIF).

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FormLintOptions {
    std::vector<std::string> paths;  // form.xml, layout files, folders
    std::string format = "text";     // text, json, sarif
};
void formLint(const FormLintOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
