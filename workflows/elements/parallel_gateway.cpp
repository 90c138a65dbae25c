// A token that arrives waits at the gateway under the flow it came along. When every incoming flow has one, the oldest
// of each is taken and one token leaves on every outgoing flow, whatever conditions are drawn there
// (BPMN 2.0.2, 13.4.1). A second token on one flow waits for the next round.

#include "workflows/elements/parallel_gateway.h"

namespace toitsu::workflows {

namespace {

bool joins(const Node& node) {
    return node.incoming.size() > 1;
}

void enter(Steps& steps, const Node& node, const Token& token) {
    if (!joins(node)) return steps.leaveAlongAll(node, {token.id});
    const auto joint = steps.state().joints.find({token.scope, node.id});
    if (joint == steps.state().joints.end() || joint->second.size() < node.incoming.size()) return;
    std::vector<std::int64_t> taken;
    taken.reserve(node.incoming.size());
    for (const auto& [flow, tokens] : joint->second) taken.push_back(*tokens.begin());
    steps.leaveAlongAll(node, std::move(taken));
}

}  // namespace

ElementType parallelGateway() {
    return {.tag = "parallelGateway", .position = Position::gateway, .enter = enter, .joins = joins};
}

}  // namespace toitsu::workflows
