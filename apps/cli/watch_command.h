#pragma once

// toitsu intake --watch DIR: takes in what arrives in a folder until it is told to end.

#include <string>

#include "apps/cli/terminal.h"
#include "apps/station/intake.h"

namespace toitsu::cli {

struct WatchOptions {
    std::string folder;
    std::string station;       // "" = the machine's name
    double settleSeconds = 3;  // a file that has not changed for so long is complete
    double everySeconds = 2;   // between two looks, where the system does not tell of changes
    bool untilEmpty = false;   // end when nothing is left in in/
};

void watch(const WatchOptions& options, station::Intake& intake, const station::DataFolder& data,
           const ocr::Reader& reader, Terminal& terminal);

}  // namespace toitsu::cli
