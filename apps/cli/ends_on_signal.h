#pragma once

// Ctrl-C and a service manager end a watch between two pieces of work, not within one.

#include <csignal>

namespace toitsu::cli {

class EndsOnSignal {
public:
    EndsOnSignal();
    EndsOnSignal(const EndsOnSignal&) = delete;
    EndsOnSignal& operator=(const EndsOnSignal&) = delete;
    ~EndsOnSignal();

    bool told() const;  // SIGINT or SIGTERM has come

private:
    struct sigaction interrupt_ {
    }, terminate_{};
};

}  // namespace toitsu::cli
