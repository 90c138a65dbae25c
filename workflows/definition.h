#pragma once

// Definition: a BPMN process, checked and ready to run. Immutable.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/expression.h"
#include "workflows/timer_rule.h"

namespace toitsu::workflows {

struct ElementType;  // workflows/elements/element.h

struct Flow {
    std::string id;
    std::string name;
    std::string source;
    std::string target;
    bool conditional = false;
    rules::Expression condition;
    Place place;
};

struct Node {
    std::string id;
    std::string name;
    const ElementType* type = nullptr;
    Place place;
    std::vector<std::size_t> incoming;  // indices of flows, in the file's order
    std::vector<std::size_t> outgoing;
    std::vector<std::size_t> boundaries;  // indices of the boundary events that stand on this node

    std::string role;                       // user task
    std::string form;                       // user task
    std::string operation;                  // service task: the name itself …
    rules::Expression operationExpression;  // … or FEEL that gives it
    std::string decision;                   // business rule task
    std::string result;                     // business rule task: variable that takes the decision's value
    std::string defaultFlow;                // exclusive gateway, "" for none
    TimerRule timer;                        // timer events
    std::string attachedTo;                 // boundary event
    bool interrupting = true;               // boundary event
};

struct Definition {
    std::string process;
    std::string name;
    std::vector<Node> nodes;
    std::vector<Flow> flows;
    std::map<std::string, std::size_t, std::less<>> byId;  // nodes

    const Node* find(std::string_view id) const {
        const auto found = byId.find(id);
        return found == byId.end() ? nullptr : &nodes[found->second];
    }
    const Node& start() const;  // the one start event that every checked definition has
};

}  // namespace toitsu::workflows
