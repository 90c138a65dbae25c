#pragma once

// toitsu form blank: a layout as paper.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct BlankOptions {
    std::string layout;  // layout file
    std::string out = ".";
    double dpi = 300;
};
void formBlank(const BlankOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
