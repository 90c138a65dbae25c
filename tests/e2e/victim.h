#pragma once

// Victim: one run of toitsu that may be killed with SIGKILL. The moment is chosen by the victim's own progress – after
// so many lines of its output, and then some random microseconds – so that kills fall all over the work and not before
// it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace toitsu::e2e {

struct Blow {
    int afterLines = 0;  // of output; 0 = from the start
    std::int64_t thenMicros = 0;
};

struct VictimEnd {
    bool killed = false;
    int code = -1;  // exit code when it ended by itself
    std::string output, errors;
    int lines = 0;
};

VictimEnd runVictim(const std::vector<std::string>& words, const std::optional<Blow>& blow);

}  // namespace toitsu::e2e
