#pragma once

// toitsu demo: the whole way over the shipped samples, with its own comparison of the backends with the truth.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct DemoOptions {
    std::string library;
    std::string weights;
    std::string out;
    bool serve = false;  // afterwards: a station with samples that nobody has verified, until it is told to end
    int port = 8470;
    bool fresh = false;  // a station of an earlier run is not gone on with, but begun anew
};
void demo(const DemoOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
