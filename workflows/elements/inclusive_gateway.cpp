#include "workflows/elements/inclusive_gateway.h"

#include "workflows/elements/waiting_join.h"

namespace toitsu::workflows {

namespace {

bool joins(const Node& node) {
    return node.incoming.size() > 1;
}

void enter(Steps& steps, const Node& node, const Token& token) {
    if (!joins(node)) steps.leave(node, token.id);
}

bool ask(Steps& steps, const Node& node, std::int64_t scope) {
    const auto joint = steps.state().joints.find({scope, node.id});
    if (joint == steps.state().joints.end()) return false;
    std::set<std::string> came;
    std::vector<std::int64_t> taken;
    for (const auto& [flow, tokens] : joint->second) {
        came.insert(flow);
        taken.push_back(*tokens.begin());
    }
    const Token first = *steps.state().token(taken.front());
    for (const std::int64_t token : taken) {
        if (!steps.state().token(token)->work.empty()) return false;  // an incident: a person looks at it
    }
    if (moreMayCome(steps.state(), steps.definition(scope), node, scope, came)) return false;
    if (const auto flows = steps.choose(node, first)) steps.leaveAlong(node, taken, *flows);
    return true;
}

}  // namespace

ElementType inclusiveGateway() {
    return {.tag = "inclusiveGateway", .position = Position::gateway, .enter = enter, .joins = joins, .ask = ask};
}

}  // namespace toitsu::workflows
