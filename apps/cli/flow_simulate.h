#pragma once

// toitsu flow simulate: synthetic cases through a flow; waiting and lead times, queues, who is busy
// (docs/flow-simulation.md).

#include <cstdint>
#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FlowSimulateOptions {
    std::string flow;
    int cases = 100;
    std::string settings;  // JSON file
    std::string people;    // "係長=2,審査担当=3"
    std::string arrivals;  // "P1D:40"; "": all at the beginning
    std::uint64_t seed = 1;
    std::string now;
    std::string municipality = "202011";
    std::string format = "text";
};
// C187 people or arrivals that are not understood.
void flowSimulate(const FlowSimulateOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
