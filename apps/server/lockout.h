#pragma once

// Lockout: who guesses passwords waits longer and longer – for one account from anywhere, and from one address for any
// account. It stands in memory: what is counted is minutes old at most.

#include <map>
#include <mutex>
#include <string>

#include "apps/server/services.h"

namespace toitsu::server {

class Lockout {
public:
    // Seconds that this account or address has to wait, 0: none.
    int wait(const std::string& account, const std::string& address, Instant now);
    void failed(const std::string& account, const std::string& address, Instant now);
    void succeeded(const std::string& account);

private:
    struct Count {
        int failures = 0;
        Instant last = 0, until = 0;
    };
    void count(const std::string& key, int allowed, Instant now);

    std::mutex mutex_;
    std::map<std::string, Count> counts_;  // "a" account, "p" address
};

}  // namespace toitsu::server
