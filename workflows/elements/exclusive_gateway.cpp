// Conditions are asked in the file's order. A condition that gives no boolean stops the case with an incident even when
// a later one would be true or a default exists: guessing a branch is worse than asking a person.

#include "workflows/elements/exclusive_gateway.h"

namespace toitsu::workflows {

namespace {

void read(const xml::Element& element, Node& node, std::vector<Error>&) {
    node.defaultFlow = element.get("default");
}

const Flow* defaultOf(const Steps& steps, const Node& node) {
    for (const std::size_t index : node.outgoing) {
        const Flow& flow = steps.definition().flows[index];
        if (flow.id == node.defaultFlow) return &flow;
    }
    return nullptr;
}

void enter(Steps& steps, const Node& node, const Token& token) {
    for (const std::size_t index : node.outgoing) {
        const Flow& flow = steps.definition().flows[index];
        if (flow.id == node.defaultFlow) continue;
        if (!flow.conditional) return steps.leaveAlong(node, token, flow);  // the only way out
        const Value answer = flow.condition.evaluate(steps.state().variables);
        if (answer.isTrue()) return steps.leaveAlong(node, token, flow);
        if (answer.boolean()) continue;
        steps.raise(node.id, token.id, "W031",
                    {"分岐「" + flow.id + "」の条件「" + flow.condition.source() +
                         "」が真偽値になりません。案件に足りない値を入れるか条件を直して再実行してください。",
                     "the condition \"" + flow.condition.source() + "\" of " + flow.id +
                         " is neither true nor false; supply the missing variable or correct the flow, then retry"});
        return;
    }
    if (const Flow* otherwise = defaultOf(steps, node)) return steps.leaveAlong(node, token, *otherwise);
    steps.raise(
        node.id, token.id, "W030",
        {"どの分岐の条件も成り立たず、既定の分岐もありません。案件の値かフローを直して再実行してください。",
         "no condition is true and there is no default flow; correct the case's variables or the flow, then retry"});
}

}  // namespace

ElementType exclusiveGateway() {
    return {.tag = "exclusiveGateway", .trigger = "", .position = Position::gateway, .read = read, .enter = enter};
}

}  // namespace toitsu::workflows
