#pragma once

// toitsu read: pages in, one JSON object (or a table) per page out.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct ReadOptions {
    std::string library;
    std::string weights;
    std::string crops;
    std::string format = "jsonl";  // jsonl, text
    std::vector<std::string> files;
};

void read(const ReadOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
