#pragma once

// decide: the only place that says what happens next. Pure: the clock is an argument, the store is not known here, and
// a DMN decision is asked once and its answer recorded in the event.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "workflows/decision.h"
#include "workflows/definition.h"
#include "workflows/event.h"
#include "workflows/state.h"

namespace toitsu::workflows {

struct StartCase {
    std::string id;
    std::string definition;
    std::string municipality;
    std::string businessKey;
    Context variables;
};
struct CompleteTask {
    std::int64_t task = 0;
    std::string person;
    Context variables;
};
struct ClaimJob {
    std::int64_t job = 0;
    std::string worker;
    Instant lease = 0;  // milliseconds
};
struct CompleteJob {
    std::int64_t job = 0;
    int attempt = 0;
    Context result;
};
struct FailJob {
    std::int64_t job = 0;
    int attempt = 0;
    std::string code;
    Wording message;
    std::optional<Instant> retryAt;
};
struct FireTimer {
    std::int64_t timer = 0;
};
struct RetryIncident {
    std::int64_t incident = 0;
    std::string person;
    Context variables;
};
using Command = std::variant<StartCase, CompleteTask, ClaimJob, CompleteJob, FailJob, FireTimer, RetryIncident>;

// The job when this attempt holds it, else nullptr.
const OpenJob* heldJob(const State& state, std::int64_t job, int attempt);
tl::unexpected<Error> leaseLost();  // W050

// No events when there is nothing to do (a timer that is not due, a job that somebody else holds).
// W041 task finished, W043 incident resolved, W050 lease lost. The result of a
// job whose lease was lost is kept as an event and changes nothing else.
Result<std::vector<Event>> decide(const Definition& definition, const State& state, const Command& command, Instant now,
                                  const Decide& answer);

}  // namespace toitsu::workflows
