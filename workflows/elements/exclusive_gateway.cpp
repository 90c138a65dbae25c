// Conditions are asked in the file's order. A condition that gives no boolean stops the case with an incident even when
// a later one would be true or a default exists: guessing a branch is worse than asking a person.

#include "workflows/elements/exclusive_gateway.h"

namespace toitsu::workflows {

namespace {

void enter(Steps& steps, const Node& node, const Token& token) {
    const Definition& all = steps.definition(token.scope);
    const Flow* otherwise = nullptr;
    for (const std::size_t index : node.outgoing) {
        const Flow& flow = all.flows[index];
        if (flow.id == node.defaultFlow) {
            otherwise = &flow;
            continue;
        }
        if (flow.condition) {
            const auto holds = steps.judge(flow.condition, node, token, {});
            if (!holds) return;
            if (!*holds) continue;
        }
        return steps.leaveAlong(node, {token.id}, {&flow});
    }
    if (otherwise) return steps.leaveAlong(node, {token.id}, {otherwise});
    if (node.outgoing.empty()) return steps.leaveAlong(node, {token.id}, {});
    steps.raise(
        node, token.id, "W030",
        {"どの分岐の条件も成り立たず、既定の分岐もありません。案件の値かフローを直して再実行してください。",
         "no condition is true and there is no default flow; correct the case's variables or the flow, then retry"});
}

}  // namespace

ElementType exclusiveGateway() {
    return {.tag = "exclusiveGateway", .position = Position::gateway, .enter = enter};
}

}  // namespace toitsu::workflows
