#include "workflows/elements/business_rule_task.h"

#include "workflows/elements/service_task.h"
#include "workflows/encoding.h"

namespace toitsu::workflows {

namespace {

void read(const Reading& reading) {
    Node& node = reading.node;
    node.decision = reading.own("decision");
    node.result = reading.own("result");
    node.operation = reading.own("operation");
    if (!node.decision.empty() && node.result.empty()) {
        reading.wrong(
            "W015", reading.element.place,
            "businessRuleTask に属性 flow:result がありません(名前空間 urn:toitsu:flow:1)。書き足してください。",
            "businessRuleTask needs the attribute flow:result (namespace urn:toitsu:flow:1); add it");
    }
    if (node.operation.empty()) node.operation = node.id;
}

void enter(Steps& steps, const Node& node, const Token& token) {
    if (node.decision.empty()) return openJob(steps, node, token, node.operation);
    auto value = steps.surroundings().decide(node.decision, allVisible(steps.state(), token.scope, token.id));
    if (!value) {
        const Error& cause = value.error();
        steps.raise(node, token.id, "W032",
                    {"判定「" + node.decision + "」ができません(" + cause.code + ": " + cause.message.ja +
                         ")。判定表か案件の値を直して再実行してください。",
                     "the decision " + node.decision + " failed (" + cause.code + ": " + cause.message.en +
                         "); correct the decision or the case's variables, then retry"});
        return;
    }
    const Context variables = {{node.result, std::move(*value)}};
    if (const auto storable = checkStorable(variables); !storable) {
        steps.raise(node, token.id, "W032", storable.error().message);
        return;
    }
    steps.emit(Kind::decisionMade, node.id,
               {{"decision", node.decision}, {"token", token.id}, {"variables", variables}});
    steps.complete(node, token.id);
}

}  // namespace

ElementType businessRuleTask() {
    return {.tag = "businessRuleTask",
            .position = Position::activity,
            .attributes = {"decision", "result", "operation"},
            .read = read,
            .enter = enter};
}

}  // namespace toitsu::workflows
