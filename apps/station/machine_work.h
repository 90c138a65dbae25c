#pragma once

// Machine work: how many tokens of running cases wait for a job. The engine answers only jobs that are due; whether a
// runner may go home depends also on those that are leased or wait for their next attempt.

#include <map>
#include <set>
#include <string>

#include "base/result.h"
#include "workflows/engine.h"

namespace toitsu::station {

class MachineWork {
public:
    // From the library's flows/*.bpmn.
    static Result<MachineWork> load(const std::string& library);
    // Cases with an incident do not count: they wait for a person.
    Result<int> open(const workflows::Engine& engine) const;

private:
    std::map<std::string, std::set<std::string>> elements_;  // by process
};

}  // namespace toitsu::station
