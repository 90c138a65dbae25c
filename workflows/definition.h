#pragma once

// Definition: one BPMN file, checked and ready to run. Immutable. Processes, sub-processes and global tasks are nodes
// like all others; what stands in them names them as its parent.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "workflows/formal_expression.h"
#include "workflows/timer_rule.h"

namespace toitsu::workflows {

struct ElementType;  // workflows/elements/element.h

inline constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

struct Flow {
    std::string id;
    std::string name;
    std::string source;
    std::string target;
    FormalExpression condition;
    Place place;
    std::size_t from = nowhere;  // nodes
    std::size_t to = nowhere;
};

// An event definition: what an event waits for or makes happen.
struct Trigger {
    enum class Kind { message, timer, signal, conditional, error, escalation, compensation, cancel, link, terminate };
    Kind kind = Kind::message;
    std::string name;            // message, signal, link; code of an error or escalation, "" for any
    FormalExpression key;        // message: correlation key, flow:key
    FormalExpression condition;  // conditional
    TimerRule timer;             // timer
    std::string activity;        // compensation: which, "" for all of the scope
    bool waits = true;           // compensation: waitForCompletion
};

// Loops and multiple instances of an activity.
struct Loop {
    bool multi = false;
    bool sequential = true;
    // standard loop
    FormalExpression condition;
    std::optional<std::int64_t> maximum;
    bool testBefore = false;
    // multiple instances
    FormalExpression cardinality;
    FormalExpression items;  // gives the collection
    std::string item;        // variable that takes one of them
    std::string output;      // variable that collects …
    std::string outputItem;  // … this one of each instance
    FormalExpression completion;
    enum class Behavior { all, none, one, complex };
    Behavior behavior = Behavior::all;
    std::vector<Trigger> event;  // thrown for none and one; at most one
    struct Complex {
        FormalExpression condition;
        std::vector<Trigger> event;
    };
    std::vector<Complex> complex;
};

// What goes from or to a variable when an activity begins or ends (BPMN's data associations).
struct Mapping {
    FormalExpression from;
    std::string variable;  // copied when there is no expression: a name that need not be one of FEEL's
    std::string to;
};

struct Node {
    std::string id;
    std::string name;
    const ElementType* type = nullptr;
    Place place;
    std::size_t index = nowhere;
    std::size_t parent = nowhere;       // the process or sub-process it stands in
    std::vector<std::size_t> incoming;  // indices of flows, in the file's order
    std::vector<std::size_t> outgoing;
    std::vector<std::size_t> boundaries;  // boundary events on this activity
    std::string defaultFlow;              // "" for none

    // events
    std::vector<Trigger> triggers;
    bool allTriggers = false;   // parallelMultiple: all of them, not any
    bool interrupting = true;   // boundary events, start events of event sub-processes
    std::string attachedTo;     // boundary events
    bool instantiates = false;  // receive tasks and event-based gateways
    bool parallelGate = false;  // event-based gateways: eventGatewayType Parallel

    // activities
    std::optional<Loop> loop;
    std::int64_t startQuantity = 1;
    std::int64_t completionQuantity = 1;
    bool forCompensation = false;
    std::size_t compensatedBy = nowhere;  // the handler that its compensation boundary event is associated with
    std::vector<Mapping> inputs;
    std::vector<Mapping> outputs;
    FormalExpression given;  // flow:inputs: a context whose entries go in
    FormalExpression taken;  // flow:outputs: one whose entries come out
    std::string role;        // user task; a lane's name when it has no flow:role
    std::string form;        // user task
    std::string fourEyes;    // user task: whoever has done that one may not do this one
    FormalExpression assignee;
    TimerRule due;                // user task: when it should be done; no timer fires
    std::string operation;        // the name itself …
    FormalExpression operating;   // … or FEEL that gives it
    std::string decision;         // business rule task
    std::string result;           // variable that takes the answer of a decision or script
    FormalExpression script;      // script task in FEEL
    std::string scriptText;       // script task in another language: a job's affair
    std::string called;           // call activity
    FormalExpression activation;  // complex gateway: activationCondition

    // processes and sub-processes
    std::vector<std::size_t> children;           // all nodes that stand directly in it
    std::vector<std::size_t> starts;             // none start events, or what has nothing before it
    std::vector<std::size_t> eventSubProcesses;  // of its children
    std::vector<std::string> data;               // data objects and properties: variables of its own
    bool triggeredByEvent = false;
    bool transaction = false;
    bool adHoc = false;
    bool adHocSequential = false;
    bool cancelsRemaining = true;
    bool startedByPerson = false;  // ad-hoc
    FormalExpression completion;   // ad-hoc

    // Joins that wait for what may still come (inclusive, complex): for each incoming flow, the nodes from which it can
    // be reached without passing this node.
    std::vector<std::vector<bool>> reachedFrom;
};

struct Definition {
    std::string process;  // the first executable process
    std::string name;     // its name
    std::vector<Node> nodes;
    std::vector<Flow> flows;
    std::vector<std::size_t> processes;  // and global tasks
    std::vector<Error> remarks;          // what will not run but does not make the file wrong (foreign expressions)

    const Node* find(std::string_view id) const;
    const Node& at(std::size_t index) const { return nodes[index]; }
    std::vector<std::string> processIds() const;

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> byId;  // nodes
};

}  // namespace toitsu::workflows
