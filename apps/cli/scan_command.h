#pragma once

// toitsu scan: a stack of paper through SANE's scanimage into a watched folder, and whether as many pages came as
// sheets were put in.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"
#include "workflows/task.h"

namespace toitsu::cli {

struct ScanOptions {
    std::string folder;  // the watched folder; pages go to its in/
    std::string device;  // as `scanimage -L` names it; "" = SANE's default
    std::string source;  // as the device names it: "ADF Duplex"
    std::string mode;    // "Gray", "Color", "Lineart"
    int resolution = 300;
    int sheets = 0;                // counted by a person; 0 = not counted
    bool duplex = false;           // two pages a sheet
    bool stack = false;            // all pages as one file, for forms of several pages
    std::vector<std::string> set;  // further options of the device, NAME=VALUE
    std::string program = "scanimage";
};
void scan(const ScanOptions& options, Terminal& terminal);

// Names a stack by the time, so that stacks do not mix: scan-2026-11-18T200640.
std::string stackName(workflows::Instant now);
// What scanimage is started with. `pages` is the path of the pages' names up to their number.
std::vector<std::string> scanArguments(const ScanOptions& options, const std::string& program,
                                       const std::string& pages);

}  // namespace toitsu::cli
