#pragma once

// State: where one case stands. Built only by apply(); kept as a snapshot so that a case need not be replayed each
// time. Work inside a case is numbered; outside it is called "<case id>.<number>".
//
// A case is a tree: scope 0 is the process; every running sub-process, called process and activity with several
// instances is a scope of its own, hosted by a token of the scope around it.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "workflows/task.h"

namespace toitsu::workflows {

struct Token {
    std::int64_t id = 0;
    std::int64_t scope = 0;
    std::string element;
    std::string via;               // sequence flow it came along, "" for a start or a boundary event
    std::int64_t activation = 0;   // how many times this element has been entered in this case, this one included
    std::int64_t index = 0;        // number of an instance or a turn of a loop, from 1; 0 for none
    bool joins = false;            // waits with others at a gateway, or for the start quantity of an activity
    std::int64_t compensates = 0;  // the compensation it is a part of
    Context locals;                // variables of this token alone: an instance's item, an activity's inputs

    // Found again from the rest of the state:
    std::int64_t hosted = 0;  // the scope that it hosts
    std::set<std::int64_t> work;
};

// What a compensation would have to undo: one activity that has been completed.
struct Compensable {
    std::string element;
    std::string handler;  // "" for a sub-process without one: what is in it is undone
    Context variables;    // as they were at its end
    std::vector<Compensable> inner;
};

struct Scope {
    enum class Kind { process, subProcess, multi };
    std::int64_t id = 0;
    std::int64_t parent = 0;
    std::int64_t token = 0;  // in the parent; 0 for the case itself
    Kind kind = Kind::process;
    std::string element;
    std::string definition;  // a called process of another file; else "": as the parent
    Context variables;
    std::vector<Compensable> done;
    std::map<std::string, std::vector<std::string>> reset;  // complex gateways that wait for the rest: flows that came

    // multi
    List items;
    std::int64_t total = 0;  // -1: not known before the end (a loop)
    std::int64_t started = 0;
    std::int64_t ended = 0;
    std::map<std::int64_t, Value> outputs;  // by instance

    // Found again from the rest of the state:
    std::set<std::int64_t> tokens;
    std::set<std::int64_t> waits;  // of its event sub-processes
};

struct OpenTask {
    std::int64_t id = 0;
    std::int64_t token = 0;
    std::string element;
    Instant created = 0;
    std::string role;
    std::string claimedBy;
    std::optional<Instant> due;
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

// What an event waits for. Of a token (a catching or boundary event, an event-based gateway, a receive task) or of a
// scope (the start event of an event sub-process).
struct Wait {
    enum class Kind { timer, message, signal, condition };
    std::int64_t id = 0;
    std::int64_t token = 0;
    std::int64_t scope = 0;  // when there is no token
    std::string element;
    std::int64_t trigger = 0;  // which of the element's triggers
    Kind kind = Kind::timer;
    std::string name;
    std::string key;
    Instant created = 0;
    Instant due = 0;             // timer
    std::int64_t remaining = 0;  // timer: firings after this one, -1 without end
    std::string every;           // timer: interval
    bool held = false;           // condition: whether it was true when last looked at
};

struct OpenIncident {
    std::int64_t id = 0;
    std::int64_t token = 0;
    std::int64_t job = 0;  // 0 when it is not a job's
    std::string element;
    std::string code;
    Wording message;
    Instant created = 0;
    std::string stage;  // what is done again: "" the element's work, "begin" all of it, "leave" only the way out,
                        // "wait" an event
};

// A message or signal that this case has sent and that has not reached the others yet.
struct Delivery {
    std::int64_t id = 0;
    std::string element;
    bool signal = false;
    std::string name;
    std::string key;
    Context variables;
    Instant created = 0;
};

struct Compensation {
    std::int64_t id = 0;
    std::int64_t scope = 0;            // whose activities are undone
    std::int64_t token = 0;            // that waits for its end; 0 for none
    bool cancels = false;              // the scope is a transaction that is being cancelled
    std::vector<Compensable> pending;  // the last is the next
};

struct State {
    std::string id;  // "" before the case has started
    std::string process;
    std::string definition;  // sha-256 of the BPMN file
    std::string municipality;
    std::string businessKey;
    bool completed = false;
    bool suspended = false;
    std::string error;  // code of the error that ended the case
    Instant started = 0;
    std::optional<Instant> ended;
    std::int64_t sequence = 0;  // events applied so far
    std::int64_t next = 1;      // number of the next token, scope or piece of work
    std::map<std::int64_t, Scope> scopes;
    std::map<std::int64_t, Token> tokens;
    std::map<std::int64_t, OpenTask> tasks;
    std::map<std::int64_t, OpenJob> jobs;
    std::map<std::int64_t, Wait> waits;
    std::map<std::int64_t, OpenIncident> incidents;
    std::map<std::int64_t, Delivery> deliveries;
    std::map<std::int64_t, Compensation> compensations;
    std::map<std::string, std::int64_t> activations;      // by element
    std::set<std::string> heard;                          // ids of messages that it has taken
    std::map<std::string, std::set<std::string>> doneBy;  // user task → who has completed it

    // Found again from the tokens: (scope, gateway) → flow → tokens that wait there.
    using Joint = std::map<std::string, std::set<std::int64_t>>;
    std::map<std::pair<std::int64_t, std::string>, Joint> joints;
    // Found again from the rest: complex gateways that wait for the rest; waits for a condition.
    std::set<std::pair<std::int64_t, std::string>> resets;
    std::set<std::int64_t> conditions;

    CaseStatus status() const;
    const Token* token(std::int64_t number) const;
    const Scope* scope(std::int64_t number) const;
    const Context& variables() const;                                         // of the case itself
    std::string workId(std::int64_t number) const;                            // "<case>.<number>"
    std::optional<std::int64_t> workNumber(const std::string& workId) const;  // nothing when it is another case's
};

Value toValue(const State& state);
Result<State> stateFromValue(const Value& value);  // W106

// The value of a variable as a token (or, without one, a scope) sees it: its own, then outwards; nullptr when nobody
// has it.
const Value* visible(const State& state, std::int64_t scope, std::int64_t token, std::string_view name);
// All of them in one context.
Context allVisible(const State& state, std::int64_t scope, std::int64_t token);

}  // namespace toitsu::workflows
