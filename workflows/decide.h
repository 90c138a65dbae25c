#pragma once

// decide: the only place that says what happens next. The clock is an argument, the store is not known here, and what
// the outside is asked (Surroundings) is recorded in the events.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "workflows/definition.h"
#include "workflows/event.h"
#include "workflows/state.h"
#include "workflows/surroundings.h"

namespace toitsu::workflows {

struct StartCase {
    std::string id;
    std::string process;
    std::string definition;
    std::string municipality;
    std::string businessKey;
    Context variables;
    std::string element = {};  // the start event that has happened; "" for the none start event
    std::string message = {};  // id of the message that starts it
};
struct CompleteTask {
    std::int64_t task = 0;
    std::string person;
    Context variables;
};
struct ClaimTask {
    std::int64_t task = 0;
    std::string person;  // "" gives it back
    std::string by;      // who does this
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
struct ExtendJob {
    std::int64_t job = 0;
    int attempt = 0;
    Instant lease = 0;
};
// A BPMN error or escalation that a job's worker, or a person at a task, reports.
struct Throw {
    std::int64_t work = 0;  // job or task
    int attempt = 0;        // of the job
    std::string code;
    bool escalation = false;
    Context variables;
    std::string person;
};
struct FireTimer {
    std::int64_t timer = 0;
};
struct DeliverMessage {
    std::int64_t wait = 0;
    Context variables;
    std::string actor;
    std::string message = {};  // its id: what the case has heard already it does not hear again
};
struct DeliverSignal {
    std::string name;
    Context variables;
    std::string actor;
};
struct ConfirmDelivery {
    std::int64_t delivery = 0;
};
struct RetryIncident {
    std::int64_t incident = 0;
    std::string person;
    Context variables;
};
// A person says that the work counts as done; `flow` says where to go where that is the question.
struct SkipIncident {
    std::int64_t incident = 0;
    std::string person;
    Context variables;
    std::string flow;
};
struct SetVariables {
    std::int64_t scope = 0;
    Context variables;
    bool local = false;
    std::string person;
};
struct Suspend {
    bool suspend = true;
    std::string person;
};
// A person moves a case by hand: tokens are taken away, elements are begun.
struct Modify {
    Modification change;
    std::string person;
};
// Starts an activity of an ad-hoc sub-process, or ("") ends the sub-process.
struct ActivateAdHoc {
    std::int64_t scope = 0;
    std::string element;
    std::string person;
};
struct MigrateCase {
    std::string definition;
    std::map<std::string, std::string> elements;  // old → new, where they differ
    std::string person;
};
struct CancelCase {
    std::string person;
};
using Command = std::variant<StartCase, CompleteTask, ClaimTask, ClaimJob, CompleteJob, FailJob, ExtendJob, Throw,
                             FireTimer, DeliverMessage, DeliverSignal, ConfirmDelivery, RetryIncident, SkipIncident,
                             SetVariables, Suspend, Modify, ActivateAdHoc, MigrateCase, CancelCase>;

struct Decided {
    State after;
    std::vector<Event> events;  // none when there is nothing to do (a timer that is not due, a job that somebody holds)
    std::optional<Error> refused;  // then `after` is the state before
};

// The job when this attempt holds it, else nullptr.
const OpenJob* heldJob(const State& state, std::int64_t job, int attempt);
tl::unexpected<Error> leaseLost();  // W050

// W041 task finished, W043 incident resolved, W044 suspended, W045 four eyes, W046 claimed by another, W050 lease lost,
// W06x what a person asked for cannot be done. The result of a job whose lease was lost is kept as an event and changes
// nothing else.
Decided decide(const Surroundings& surroundings, std::shared_ptr<const Definition> definition, State state,
               const Command& command, Instant now);

// Whether a state that was read from a store fits its flow: every token, work and called process has its element. W106.
Result<void> checkFits(const Surroundings& surroundings, std::shared_ptr<const Definition> definition,
                       const State& state);

// What would keep a case from going on with another definition: one line for each thing (W070 …). Empty: it can.
std::vector<Error> migrationObstacles(const Definition& from, const Definition& to, const State& state,
                                      const std::map<std::string, std::string>& elements);

}  // namespace toitsu::workflows
