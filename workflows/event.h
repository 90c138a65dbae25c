#pragma once

// Event: one thing that happened to a case. Events are the audit log and the only thing that changes a State.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/value.h"
#include "workflows/task.h"

namespace toitsu::workflows {

// What happened. The names (workflows/event.cpp) stand in databases for ever: add, never rename, never reuse. In
// brackets what `detail` holds; a scope that is not named is 0, the case itself.
enum class Kind : std::uint8_t {
    caseStarted,        // id process definition municipality businessKey variables message
    caseCompleted,      // terminated; error: the code that nobody caught
    caseSuspended,      //
    caseResumed,        //
    caseMigrated,       // definition, elements (old → new)
    elementEntered,     // token scope via index joins compensates locals
    elementLeft,        // tokens flows
    elementCancelled,   // token
    elementCompleted,   // token handler: an activity that can be compensated is done
    scopeOpened,        // scope parent token kind definition variables done
    scopeClosed,        // scope; kept and handler: it can be compensated
    variablesSet,       // scope token variables message; local: in this scope or token and nowhere else
    multiOpened,        // scope parent token items total
    instanceEnded,      // scope index output
    taskCreated,        // task token role assignee due
    taskClaimed,        // task
    taskReleased,       // task
    taskCompleted,      // task variables
    taskCancelled,      // task
    jobCreated,         // job token operation key
    jobClaimed,         // job attempt leaseUntil reclaimed
    jobExtended,        // job leaseUntil
    jobCompleted,       // job attempt variables
    jobFailed,          // job attempt code ja en retryAt
    jobReportedLate,    // job attempt result; changes nothing
    jobRetried,         // job
    jobCancelled,       // job
    timerSet,           // timer token scope trigger due remaining every
    timerFired,         // timer
    timerCancelled,     // timer
    waitOpened,         // wait token scope trigger kind name key held
    waitMet,            // wait variables message
    waitChanged,        // wait held
    waitCancelled,      // wait
    messageThrown,      // delivery name key variables
    signalThrown,       // delivery name variables
    delivered,          // delivery: it has reached the other cases, or is kept for them
    errorThrown,        // code token
    escalationThrown,   // code token
    compensationBegun,  // compensation scope token cancels activity: its records leave the scope
    compensationStep,   // compensation: the next record is taken
    compensationEnded,  // compensation
    gatewayReset,       // scope flows: a complex gateway has fired and waits for the rest; none: it is ready again
    decisionMade,       // decision token variables
    serviceAnswered,    // operation token variables
    incidentRaised,     // incident token code ja en job stage
    incidentResolved,   // incident token variables skipped
    incidentCancelled,  // incident
};
std::string_view name(Kind kind);
std::optional<Kind> kindNamed(std::string_view name);

struct Event {
    Instant at = 0;
    Kind kind = Kind::caseStarted;
    std::string element;  // BPMN id, "" for the case as a whole
    std::string actor;    // person or worker, "" for the engine itself
    Context detail;       // everything apply() needs, so that replay needs neither the flow nor a decision

    bool operator==(const Event& other) const {
        return at == other.at && kind == other.kind && element == other.element && actor == other.actor &&
               Value(detail) == Value(other.detail);
    }
};

}  // namespace toitsu::workflows
