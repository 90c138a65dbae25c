#pragma once

// toitsu form fill: synthetic persons fill in a layout, as samples for authors and tests.

#include <cstdint>
#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FormFillOptions {
    std::string layout;  // layout file
    int count = 1;
    std::uint64_t seed = 1;  // of the first sheet; the others follow it
    std::string out = ".";
    double dpi = 300;
};

// For each sheet <layout>-<seed>.json (the truth), .pdf, and .png (with several pages -1.png, -2.png …). C140 when
// rules of the form cannot be satisfied on this paper: the sheets are written all the same, and the truth names the
// rules.
void formFill(const FormFillOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
