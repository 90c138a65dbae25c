#pragma once

// What became of the pages of one file, counted: sheets = pages kept + pages dropped.

#include "apps/station/intake.h"
#include "apps/station/watched_folder.h"

namespace toitsu::station {

// What became of one file, for a person and for the sidecar.
struct FileResult {
    Outcome outcome;
    int scanned = 0, inCases = 0, waiting = 0, dropped = 0;  // pages
    int cases = 0;
    bool known = false;
};
FileResult fileResult(const Result<std::vector<Intake::Taken>>& taken, const std::string& name);

}  // namespace toitsu::station
