#include "workflows/elements/business_rule_task.h"

#include "workflows/encoding.h"

namespace toitsu::workflows {

namespace {

void read(const xml::Element& element, Node& node, std::vector<Error>& mistakes) {
    node.decision = required(element, "decision", mistakes);
    node.result = required(element, "result", mistakes);
}

void enter(Steps& steps, const Node& node, const Token& token) {
    auto value = steps.decide(node.decision);
    if (!value) {
        const Error& cause = value.error();
        steps.raise(node.id, token.id, "W032",
                    {"判定「" + node.decision + "」ができません(" + cause.code + ": " + cause.message.ja +
                         ")。判定表か案件の値を直して再実行してください。",
                     "the decision " + node.decision + " failed (" + cause.code + ": " + cause.message.en +
                         "); correct the decision or the case's variables, then retry"});
        return;
    }
    const Context variables = {{node.result, std::move(*value)}};
    if (const auto storable = checkStorable(variables); !storable) {
        steps.raise(node.id, token.id, "W032", storable.error().message);
        return;
    }
    steps.emit(kinds::decisionMade, node.id, {{"decision", node.decision}, {"variables", variables}});
    steps.leave(node, token);
}

}  // namespace

ElementType businessRuleTask() {
    return {.tag = "businessRuleTask",
            .trigger = "",
            .position = Position::activity,
            .attributes = {"decision", "result"},
            .read = read,
            .enter = enter};
}

}  // namespace toitsu::workflows
