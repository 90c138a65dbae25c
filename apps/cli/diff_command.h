#pragma once

// toitsu form diff: what two forms or two layouts differ in, in meaning; breaking or not, and why.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct DiffOptions {
    std::string before, after;  // form.xml or layout files, both of one kind
    std::string image;          // PNG or HTML to draw into; "" for none. Layouts only
    std::string format = "text";
    double dpi = 150;
};
// Exit code 0: the same; 1: different.
void formDiff(const DiffOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
