#pragma once

// Work that waits: for a person (Task) or a machine (Job); and what a case looks like from outside.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/value.h"

namespace toitsu::workflows {

using Instant = std::int64_t;  // UTC milliseconds since 1970

struct Task {
    std::string id;
    std::string caseId;
    std::string municipality;
    std::string element;  // BPMN id
    std::string name;     // BPMN name
    std::string role;     // flow:role
    std::string form;     // flow:form – what the person is asked to do ("verify")
    Instant created = 0;
    Value variables;                  // the case's variables as the task sees them
    std::string claimedBy = {};       // "" when anybody may take it
    std::optional<Instant> due = {};  // flow:due
};

struct Job {
    std::string id;
    std::string caseId;
    std::string municipality;
    std::string element;
    std::string operation;  // flow:operation of the service task
    std::string key;        // idempotency key: the same on every retry of this service task in this case (64 hex)
    int attempt = 0;        // fencing token: 1 for the first claim
    Instant leaseUntil = 0;
    bool reclaimed = false;  // an earlier attempt was claimed and never reported: look before acting
    Value variables;
    std::string script = {};  // of a script task in a language that is not FEEL
};

struct Incident {
    std::string id;
    std::string caseId;
    std::string element;
    std::string code;
    std::string message;  // no personal data
    Instant created = 0;
};

enum class CaseStatus { running, incident, completed };

struct CaseView {
    std::string id;
    std::string process;
    std::string definition;  // sha-256 of the deployed BPMN
    std::string municipality;
    std::string businessKey;
    CaseStatus status = CaseStatus::running;
    Instant started = 0;
    std::optional<Instant> ended;
    Value variables;
    std::vector<std::string> at;    // element ids where tokens wait
    std::vector<std::string> path;  // element ids in the order in which they were entered; only of a single case
    bool suspended = false;
    std::string error = {};  // code of the error that ended it
};

// Where a case stands, for whoever looks into it.
struct Standing {
    struct At {
        std::int64_t token = 0;
        std::int64_t scope = 0;
        std::string element;
        std::string via;
        std::int64_t index = 0;  // of an instance
    };
    struct Inside {
        std::int64_t scope = 0;
        std::int64_t parent = 0;
        std::string element;
        std::string kind;  // "process", "sub-process", "multi"
        Value variables;
    };
    struct Waiting {
        std::string id;
        std::string element;
        std::string kind;  // "timer", "message", "signal", "condition"
        std::string name;
        std::string key;
        std::optional<Instant> due;
    };
    std::vector<At> tokens;
    std::vector<Inside> scopes;
    std::vector<Waiting> waits;
};

// What a person changes in a running case.
struct Modification {
    struct Begin {
        std::string element;
        std::int64_t scope = -1;  // -1: the one open scope that it stands in
    };
    std::vector<std::int64_t> cancel;  // tokens
    std::vector<Begin> begin;
    Context variables;
};

struct HistoryEntry {
    std::int64_t sequence = 0;
    Instant at = 0;
    std::string kind;  // "element-entered", "task-completed", …
    std::string element;
    std::string actor;  // person, worker or ""
    Value detail;
};

}  // namespace toitsu::workflows
