#pragma once

// Services: what handlers get. One of it lives as long as the server; a route table takes it by reference.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "apps/server/access.h"
#include "apps/server/metrics.h"
#include "base/result.h"
#include "base/value.h"

namespace toitsu::station {
class RunningStation;
class StationFile;
}  // namespace toitsu::station

namespace toitsu::authoring {
class Studio;
}

namespace toitsu::server {

class Accounts;
class Doorkeeper;

using Instant = std::int64_t;  // milliseconds since 1970, UTC
using Now = std::function<Instant()>;

// One thing that must work for the server to be ready; the error says why it does not.
struct ReadyCheck {
    std::string name;  // "store", "intake", "machine"
    std::function<Result<void>()> check;
};

struct Services {
    Now now;
    Metrics metrics;
    std::vector<ReadyCheck> ready;
    std::string openApi;         // /openapi.json, written when the routes are joined
    std::function<void()> ring;  // tells everybody who listens to /api/v1/events to look again; from any thread
    std::string version;

    // What waits in the queues that this account may see; empty: nothing is told of queues.
    std::function<Result<Value>(const Access&)> queues;
    station::RunningStation* station = nullptr;  // nullptr: only people are served
    authoring::Studio* studio = nullptr;         // of the station's library; nullptr: nobody edits it here

    // People.
    station::StationFile* file = nullptr;  // station.sqlite
    Accounts* accounts = nullptr;
    const Doorkeeper* doorkeeper = nullptr;
    std::function<std::string(const std::string&)> municipalityName;  // by its code; the code itself when unknown
    // By an account's id; what was given when there is none: at the command line people give their names.
    std::function<std::string(const std::string&)> personName = [](const std::string& id) { return id; };
    bool secureCookies = false;  // people come by https
};

Instant systemNow();
std::string isoTime(Instant instant);  // "2026-11-29T10:15:00.123+09:00"

}  // namespace toitsu::server
