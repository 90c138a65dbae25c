#pragma once

// Desk policy: what a municipality decides about its verification. From desk.json of the data folder:
// {"default": {…}, "202011": {"counters": false, "sample_per_mille": 20, …}}; a name that is not there keeps its value.

#include <map>
#include <string>

#include "apps/station/verify/entry.h"
#include "base/result.h"

namespace toitsu::station {

struct DeskPolicy {
    bool counters = true;         // keystrokes and active time of a person's entries are kept
    bool thirdPerson = true;      // two entries that differ are compared by somebody else
    int samplePerMille = 20;      // of the fields that nobody had to look at; 10–50, or 0: no sample
    bool maskPages = false;       // a crop shows the field alone, a page only the fields that are asked for
    Instant undoMillis = 10'000;  // a finished task goes on after that: until then the last entry can be taken back
    Instant doubtMillis = 4LL * 3600 * 1000;  // a doubted item is kept so long for somebody else
};

class DeskPolicies {
public:
    DeskPolicies() = default;
    explicit DeskPolicies(DeskPolicy all) : all_(all) {}
    // V110 no JSON object, a name that is not known, or a value out of its range. No file: the defaults.
    static Result<DeskPolicies> load(const std::string& file);

    const DeskPolicy& of(const std::string& municipality) const;

private:
    DeskPolicy all_;
    std::map<std::string, DeskPolicy> own_;
};

}  // namespace toitsu::station
