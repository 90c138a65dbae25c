#pragma once

// State: where one case stands. Built only by apply(); kept as a snapshot so that a case need not be replayed each
// time. Work inside a case is numbered; outside it is called "<case id>.<number>".

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "workflows/task.h"

namespace toitsu::workflows {

struct Token {
    std::int64_t id = 0;
    std::string element;
    std::string via;              // sequence flow it came along, "" for a start or a boundary event
    std::int64_t activation = 0;  // how many times this element has been entered in this case, this one included
};

struct OpenTask {
    std::int64_t id = 0;
    std::int64_t token = 0;
    std::string element;
    Instant created = 0;
};

struct OpenJob {
    std::int64_t id = 0;
    std::int64_t token = 0;
    std::string element;
    std::string operation;
    std::string key;
    Instant created = 0;
    int attempt = 0;  // claims so far: the fencing token
    int spared = 0;   // attempts made before a person asked for another try
    bool claimed = false;
    bool reclaimed = false;
    std::optional<Instant> due;  // when it may be claimed (again); nothing while an incident holds it
};

struct OpenTimer {
    std::int64_t id = 0;
    std::int64_t token = 0;  // of the catch event, or of the task that the boundary event stands on
    std::string element;
    Instant due = 0;
};

struct OpenIncident {
    std::int64_t id = 0;
    std::int64_t token = 0;
    std::int64_t job = 0;  // 0 when it is not a job's
    std::string element;
    std::string code;
    Wording message;
    Instant created = 0;
};

struct State {
    std::string id;  // "" before the case has started
    std::string process;
    std::string definition;  // sha-256 of the BPMN file
    std::string municipality;
    std::string businessKey;
    bool completed = false;
    Instant started = 0;
    std::optional<Instant> ended;
    std::int64_t sequence = 0;  // events applied so far
    std::int64_t next = 1;      // number of the next token or piece of work
    Context variables;
    std::vector<Token> tokens;
    std::vector<OpenTask> tasks;
    std::vector<OpenJob> jobs;
    std::vector<OpenTimer> timers;
    std::vector<OpenIncident> incidents;
    std::map<std::string, std::int64_t> activations;  // by element
    std::vector<std::string> path;                    // elements in the order in which they were entered

    CaseStatus status() const;
    const Token* token(std::int64_t number) const;
    std::string workId(std::int64_t number) const;                            // "<case>.<number>"
    std::optional<std::int64_t> workNumber(const std::string& workId) const;  // nothing when it is another case's
};

Value toValue(const State& state);
Result<State> stateFromValue(const Value& value);  // W106

}  // namespace toitsu::workflows
