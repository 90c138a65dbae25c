#pragma once

// Event: one thing that happened to a case. Events are the audit log and the only thing that changes a State.

#include <string>
#include <string_view>

#include "base/value.h"
#include "workflows/task.h"

namespace toitsu::workflows {

struct Event {
    Instant at = 0;
    std::string kind;     // one of kinds::…
    std::string element;  // BPMN id, "" for the case as a whole
    std::string actor;    // person or worker, "" for the engine itself
    Context detail;       // everything apply() needs, so that replay needs neither the flow nor a decision

    bool operator==(const Event& other) const {
        return at == other.at && kind == other.kind && element == other.element && actor == other.actor &&
               Value(detail) == Value(other.detail);
    }
};

// The names stand in the database for ever: add, never rename. In brackets what `detail` holds.
namespace kinds {
inline constexpr std::string_view caseStarted =
    "case-started";  // id process definition municipality businessKey variables
inline constexpr std::string_view caseCompleted = "case-completed";          // terminated
inline constexpr std::string_view elementEntered = "element-entered";        // token via
inline constexpr std::string_view elementLeft = "element-left";              // tokens flows
inline constexpr std::string_view elementCancelled = "element-cancelled";    // token
inline constexpr std::string_view taskCreated = "task-created";              // task token
inline constexpr std::string_view taskCompleted = "task-completed";          // task variables
inline constexpr std::string_view taskCancelled = "task-cancelled";          // task
inline constexpr std::string_view jobCreated = "job-created";                // job token operation key
inline constexpr std::string_view jobClaimed = "job-claimed";                // job attempt leaseUntil reclaimed
inline constexpr std::string_view jobCompleted = "job-completed";            // job attempt variables
inline constexpr std::string_view jobFailed = "job-failed";                  // job attempt code ja en retryAt
inline constexpr std::string_view jobReportedLate = "job-reported-late";     // job attempt result; changes nothing
inline constexpr std::string_view jobRetried = "job-retried";                // job
inline constexpr std::string_view jobCancelled = "job-cancelled";            // job
inline constexpr std::string_view timerSet = "timer-set";                    // timer token due
inline constexpr std::string_view timerFired = "timer-fired";                // timer
inline constexpr std::string_view timerCancelled = "timer-cancelled";        // timer
inline constexpr std::string_view decisionMade = "decision-made";            // decision variables
inline constexpr std::string_view incidentRaised = "incident-raised";        // incident token code ja en job
inline constexpr std::string_view incidentResolved = "incident-resolved";    // incident variables
inline constexpr std::string_view incidentCancelled = "incident-cancelled";  // incident
}  // namespace kinds

}  // namespace toitsu::workflows
