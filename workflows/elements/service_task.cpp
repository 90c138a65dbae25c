#include "workflows/elements/service_task.h"

#include "base/hash.h"
#include "workflows/bpmn.h"

namespace toitsu::workflows {

namespace {

void read(const xml::Element& element, Node& node, std::vector<Error>& mistakes) {
    const std::string operation = required(element, "operation", mistakes);
    if (operation.empty() || operation.front() != '=') {
        node.operation = operation;
        return;
    }
    const xml::Attribute* written = element.attribute("operation", flowNamespace);
    auto expression = rules::Expression::parse(operation.substr(1), written ? written->place : element.place);
    if (expression) {
        node.operationExpression = std::move(*expression);
    } else {
        mistakes.push_back(expression.error());
    }
}

// The key belongs to this activation, never to an attempt: the business system sees the same key on every retry, and a
// loop that comes back on purpose (a corrected entry) gets a new one. Ids are XML names, so "/" separates them safely.
std::string keyOf(const State& state, const Token& token) {
    return sha256Hex(state.id + "/" + token.element + "/" + std::to_string(token.activation));
}

void enter(Steps& steps, const Node& node, const Token& token) {
    std::string operation = node.operation;
    if (node.operationExpression) {
        const Value value = node.operationExpression.evaluate(steps.state().variables);
        if (value.string()) operation = *value.string();
    }
    if (operation.empty()) {
        steps.raise(node.id, token.id, "W033",
                    {"flow:operation の式「" + node.operationExpression.source() +
                         "」が操作名(文字列)になりません。案件の値かフローを直して再実行してください。",
                     "flow:operation \"" + node.operationExpression.source() +
                         "\" gives no operation name; correct the case's variables or the flow, then retry"});
        return;
    }
    steps.emit(kinds::jobCreated, node.id,
               {{"job", steps.state().next},
                {"token", token.id},
                {"operation", operation},
                {"key", keyOf(steps.state(), token)}});
}

}  // namespace

ElementType serviceTask() {
    return {.tag = "serviceTask",
            .trigger = "",
            .position = Position::activity,
            .attributes = {"operation"},
            .read = read,
            .enter = enter};
}

}  // namespace toitsu::workflows
