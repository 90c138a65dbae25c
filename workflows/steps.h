#pragma once

// Steps: one command being decided. Emits events, applies them to the state, and moves tokens until all of them wait or
// have ended. Elements use it; nobody else keeps one.
//
// What happens "at the same time" is put in order so: first every token moves as far as it can; then one event is
// thrown (so that what could wait for it already waits); then scopes without tokens end; then joins that wait for what
// may still come are asked; then conditions. An instant is over when nothing of all this is left to do.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "workflows/apply.h"
#include "workflows/decide.h"
#include "workflows/definition.h"
#include "workflows/surroundings.h"

namespace toitsu::workflows {

// Who catches an error or an escalation: a boundary event on `token`, or an event sub-process of `scope`.
struct Catcher {
    const Node* event = nullptr;  // nullptr: nobody
    std::int64_t token = 0;
    std::int64_t scope = 0;
};

// A correlation key as it is compared: a string as it is, "" for null, anything else as JSON.
std::string correlationKey(const Value& value);

// The start event of the event sub-process that undoes a sub-process, nullptr when it has none.
const Node* compensationStart(const Definition& definition, const Node& container);

class Steps {
public:
    Steps(const Surroundings& surroundings, std::shared_ptr<const Definition> definition, State state, Instant now);

    // --- looking
    const State& state() const { return state_; }
    Instant now() const { return now_; }
    const Surroundings& surroundings() const { return surroundings_; }
    const Definition& definition(std::int64_t scope) const;  // that the elements of a scope belong to
    const Node* find(std::int64_t scope, const std::string& element) const;
    const Node* nodeOf(const Token& token) const { return find(token.scope, token.element); }
    bool alive(std::int64_t token) const { return state_.tokens.contains(token); }
    Value evaluate(const FormalExpression& expression, std::int64_t scope, std::int64_t token,
                   const Context& more = {}) const;
    // True or false; else an incident that says which expression, and nothing.
    std::optional<bool> judge(const FormalExpression& expression, const Node& node, const Token& token,
                              std::string_view stage, const Context& more = {});
    // The first firing of a timer that is set now. W034 with the reason: what the expression gives, or the calendar.
    Result<Schedule> schedule(const TimerRule& timer, std::int64_t scope, std::int64_t token) const;
    Result<Schedule> following(const TimerRule& timer, const Schedule& fired) const;  // the next of a cycle; W034

    // --- recording
    void emit(Kind kind, const std::string& element, Context detail, const std::string& actor = {});
    void raise(const Node& node, std::int64_t token, const std::string& code, const Wording& message,
               std::string_view stage = {}, std::int64_t job = 0);
    void setVariables(std::int64_t scope, std::int64_t token, Context variables, bool local = false,
                      const std::string& actor = {});

    // --- tokens (steps.cpp)
    void arrive(std::int64_t scope, const Node& node, const std::string& via = {});
    void arriveTriggered(std::int64_t scope, const Node& node);  // at an event that has just happened
    void begin(const Node& node, std::int64_t token);            // all of an element's work on a token that has arrived
    void leave(const Node& node, std::int64_t token);            // along the flows whose conditions hold
    void leaveAlong(const Node& node, std::vector<std::int64_t> tokens, const std::vector<const Flow*>& flows);
    void leaveAlongAll(const Node& node, std::vector<std::int64_t> tokens);
    // The flows that a token takes; nothing when an incident had to be raised.
    std::optional<std::vector<const Flow*>> choose(const Node& node, const Token& token);
    void cancel(std::int64_t token, const std::string& actor = {});  // withdraws the token and all that hangs on it
    void withdraw(std::int64_t token);
    void settle();

    // --- activities (steps_activity.cpp)
    void complete(const Node& node, std::int64_t token);  // an activity's work is done
    void openMulti(const Node& node, std::int64_t token);
    void afterTurn(std::int64_t scope);  // an instance has ended: the next one, or the end of all

    // --- scopes (steps_scope.cpp)
    std::int64_t openScope(const Node& container, std::int64_t token, Context variables, bool process,
                           const std::string& definition = {}, std::int64_t revives = 0);
    void startScope(std::int64_t scope, const Node& container);
    void cancelScope(std::int64_t scope);
    void emptyScope(std::int64_t scope);  // withdraws all in it, and what its event sub-processes wait for
    void terminate(std::int64_t scope);
    void endScope(std::int64_t scope);
    void endCase(bool terminated, const std::string& error = {}, const std::string& actor = {});
    void startTriggered(const Node& process, const Node& start);  // a process that an event begins

    // --- events (steps_event.cpp, steps_throw.cpp)
    void subscribe(const Node& event, std::int64_t token, std::int64_t scope);
    void fire(std::int64_t wait, const Context& variables = {}, const std::string& actor = {},
              const std::string& message = {});
    void throwLater(const Node& node, std::int64_t token);
    void throwTrigger(const Trigger& trigger, const Node& node, std::int64_t token);
    void throwError(const std::string& code, const Node& node, std::int64_t token, const Context& variables,
                    bool modelled, std::int64_t job = 0);
    void throwEscalation(const std::string& code, const Node& node, std::int64_t token, const Context& variables);
    void signal(const std::string& name, const Context& variables,
                const std::string& actor = {});  // to all that wait for it in this case
    Catcher catcher(Trigger::Kind kind, const std::string& code, std::int64_t token) const;
    void caught(const Catcher& catcher, const Context& variables);
    void startEventSubProcess(std::int64_t scope, const Node& start);

    // --- compensation (steps_compensation.cpp)
    void compensate(std::int64_t scope, const std::string& activity, std::int64_t token, const Node& node,
                    bool cancels);
    void continueCompensation(std::int64_t compensation);
    void handlerEnded(const Node& node, std::int64_t token);

    // --- by a person (steps_person.cpp)
    void again(const OpenIncident& incident);  // what could not go on is done again
    void migrate(const std::string& hash, std::shared_ptr<const Definition> to,
                 const std::map<std::string, std::string>& elements, const std::string& person);

    void touch(std::int64_t scope) { touched_.insert(scope); }  // perhaps it has no tokens left
    struct Decided take();

private:
    struct Arrival {
        std::int64_t scope;
        const Node* node;
        std::string via;
        bool triggered = false;  // the event has just happened
        bool gathered = false;   // the start quantity of an activity has come together
        std::int64_t index = 0;
        std::int64_t compensates = 0;
        Context locals = {};
    };
    friend class Join;
    void enter(const Arrival& arrival);
    void gather(const Node& node, const Token& token);
    bool tooOften(const Arrival& arrival);
    void throwNow(const Node& node, std::int64_t token);
    bool endTouched();
    bool askJoins();
    bool askConditions();
    void reportStandstill();
    bool turnAdHoc(std::int64_t scope, const Node& node);
    void subscribeTrigger(const Node& event, std::size_t trigger, std::int64_t token, std::int64_t scope);
    void happened(const Node& event, std::int64_t token, std::int64_t scope);
    void chooseOneOfAll(const Node& gateway, std::int64_t token, const Node& event);
    void openTurn(std::int64_t scope, const Node& node, std::int64_t index);
    void collect(const Node& node, const Token& token);
    void behave(const Node& node, std::int64_t host, std::int64_t scope);
    void cancelled(std::int64_t scope);
    Context payload(const Node& node, const Token& token) const;
    void mapInputs(const Node& node, std::int64_t token);
    void mapOutputs(const Node& node, std::int64_t token);

    const Surroundings& surroundings_;
    std::shared_ptr<const Definition> definition_;
    mutable std::map<std::string, std::shared_ptr<const Definition>> others_;  // of called processes
    State state_;
    Instant now_;
    std::vector<Event> events_;
    std::deque<Arrival> arrivals_;
    std::deque<std::pair<const Node*, std::int64_t>> throws_;
    std::set<std::int64_t> touched_;
    std::int64_t throwing_ = 0;  // the token whose events are being thrown
    bool conditionsDue_ = false;
    std::map<std::pair<std::int64_t, const Node*>, int> visits_;
    std::int64_t turns_ = 0;
    std::optional<Error> defect_;
};

}  // namespace toitsu::workflows
