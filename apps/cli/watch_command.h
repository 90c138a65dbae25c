#pragma once

// toitsu intake --watch DIR: takes in what arrives in a folder until it is told to end.

#include <string>

#include "apps/cli/intake.h"
#include "apps/cli/terminal.h"
#include "apps/cli/watched_folder.h"

namespace toitsu::cli {

struct WatchOptions {
    std::string folder;
    std::string station;       // "" = the machine's name
    double settleSeconds = 3;  // a file that has not changed for so long is complete
    double everySeconds = 2;   // between two looks, where the system does not tell of changes
    bool untilEmpty = false;   // end when nothing is left in in/
};

void watch(const WatchOptions& options, Intake& intake, const DataFolder& data, const ocr::Reader& reader,
           Terminal& terminal);

// What became of one file, for a person and for the sidecar.
struct FileResult {
    Outcome outcome;
    int scanned = 0, inCases = 0, waiting = 0, dropped = 0;  // pages
    int cases = 0;
    bool known = false;
};
FileResult fileResult(const Result<std::vector<Intake::Taken>>& taken, const std::string& name);

}  // namespace toitsu::cli
