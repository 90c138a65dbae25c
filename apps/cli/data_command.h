#pragma once

// toitsu backup, restore and fsck: a data folder kept safe, brought back, and looked through.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct DataOptions {
    std::string data;
    std::string folder;           // of the backup
    std::string format = "text";  // fsck: text, jsonl
};

void backUpData(const DataOptions& options, Terminal& terminal);
void restoreData(const DataOptions& options, Terminal& terminal);
void checkData(const DataOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
