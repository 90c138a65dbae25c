#pragma once

// The station of the demonstration: some samples taken in that nobody has verified yet, people to sign in as, business
// systems of their own, and the server, until it is told to end.

#include <string>
#include <vector>

#include "apps/authoring/samples.h"
#include "apps/cli/terminal.h"
#include "forms/library.h"
#include "ocr/reader.h"

namespace toitsu::cli {

struct DemoStation {
    std::string folder;  // where its data folder and its systems are made
    std::string library;
    std::string weights;
    int port = 8470;
};

// Whether an earlier run has made one in that folder, whole.
bool demoStationIsThere(const std::string& folder);

// Made anew unless it is there: then people go on with what they did.
void demoStation(const DemoStation& where, const forms::Library& library, const std::vector<authoring::Sample>& samples,
                 Terminal& terminal);

}  // namespace toitsu::cli
