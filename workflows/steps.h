#pragma once

// Steps: one command being decided. Emits events, applies them to a working copy of the state, and moves tokens until
// all of them wait or have ended. Elements use it; nobody else keeps one.

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/apply.h"
#include "workflows/decide.h"
#include "workflows/definition.h"

namespace toitsu::workflows {

class Steps {
public:
    Steps(const Definition& definition, State state, Instant now, const Decide& decide);

    const Definition& definition() const { return definition_; }
    const State& state() const { return state_; }
    Instant now() const { return now_; }
    Result<Value> decide(const std::string& decision) const { return decide_(decision, state_.variables); }

    void emit(std::string_view kind, const std::string& element, Context detail, const std::string& actor = {});
    void raise(const std::string& element, std::int64_t token, const std::string& code, const Wording& message,
               std::int64_t job = 0);

    void arrive(const Node& node, const std::string& via);  // a new token, taken up by settle()
    void leave(const Node& node, const Token& token);       // along every outgoing flow
    void leaveAlong(const Node& node, const Token& token, const Flow& flow);
    void leaveTogether(const Node& node,
                       const std::vector<std::int64_t>& tokens);  // several become one per outgoing flow
    void cancel(const Token& token);                              // withdraws the token and all work that hangs on it
    void setTimer(const Node& node,
                  const Token& token);  // of a catch event, or of a boundary event for its host's token
    void terminate();

    void begin(const Node& node, const Token& token);  // the element's work on a token that has arrived
    void settle();                                     // until every token waits or has ended
    // The events so far; W106 when one of them does not fit the state, which is a defect.
    Result<std::vector<Event>> take();

private:
    struct Arrival {
        const Node* node;
        std::string via;
    };
    void enter(const Arrival& arrival);
    void withdraw(std::int64_t token);
    void consume(const Node& node, const std::vector<std::int64_t>& tokens, const std::vector<const Flow*>& flows);

    const Definition& definition_;
    State state_;
    Instant now_;
    const Decide& decide_;
    std::vector<Event> events_;
    std::deque<Arrival> arrivals_;
    std::optional<Error> defect_;
};

}  // namespace toitsu::workflows
