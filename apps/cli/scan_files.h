#pragma once

// The scans that a command line names: files as they are, a folder means the scans in it by name.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

// In the order given. Of a folder: the files with a scan's extension, sorted by name; how many others were left out is
// told as a warning. C094 when a folder has none.
std::vector<std::string> scanFiles(const std::vector<std::string>& named, Terminal& terminal);

}  // namespace toitsu::cli
