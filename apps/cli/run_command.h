#pragma once

// toitsu run: the machine's part of every case – timers, jobs at backends, archiving.

#include <optional>
#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct RunOptions {
    std::string library;
    std::string data;
    bool untilIdle = false;              // end when only people, future timers and incidents are left
    double atMostSeconds = 0;            // 0 = no limit
    double leaseSeconds = 30;            // how long a dead runner's job stays untouched
    std::string now;                     // ISO 8601 instant to take instead of the clock; "" = the clock
    std::vector<std::string> endpoints;  // <binding-id>=<where>
};
void run(const RunOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
