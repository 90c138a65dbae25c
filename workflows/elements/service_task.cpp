#include "workflows/elements/service_task.h"

#include "base/hash.h"
#include "workflows/encoding.h"

namespace toitsu::workflows {

namespace {

void read(const Reading& reading) {
    const std::string operation = reading.own("operation");
    if (!operation.empty() && operation.front() == '=') {
        reading.node.operating = reading.expression("operation");
        return;
    }
    if (!operation.empty()) reading.node.operation = operation;
    if (reading.node.operation.empty()) reading.node.operation = reading.element.get("id");
}

// The key belongs to this activation, never to an attempt: the business system sees the same key on every retry, and a
// loop that comes back on purpose (a corrected entry) gets a new one. Ids are XML names, so "/" separates them safely.
std::string keyOf(const State& state, const Token& token) {
    return sha256Hex(state.id + "/" + token.element + "/" + std::to_string(token.activation));
}

void enter(Steps& steps, const Node& node, const Token& token) {
    if (!node.operating) return openJob(steps, node, token, node.operation);
    const Value value = steps.evaluate(node.operating, token.scope, token.id);
    if (value.string() && !value.string()->empty()) return openJob(steps, node, token, *value.string());
    steps.raise(node, token.id, "W033",
                {"flow:operation の式「" + node.operating.source +
                     "」が操作名(文字列)になりません。案件の値かフローを直して再実行してください。",
                 "flow:operation \"" + node.operating.source +
                     "\" gives no operation name; correct the case's variables or the flow, then retry"});
}

}  // namespace

void openJob(Steps& steps, const Node& node, const Token& token, const std::string& operation) {
    if (const Serve& serve = steps.surroundings().serve) {
        const auto answer = serve(operation, allVisible(steps.state(), token.scope, token.id));
        if (answer) {
            const auto storable = *answer ? checkStorable(**answer) : Result<void>(fail(answer->error()));
            if (!storable) {
                steps.raise(node, token.id, storable.error().code, storable.error().message);
                return;
            }
            steps.emit(Kind::serviceAnswered, node.id,
                       {{"operation", operation}, {"token", token.id}, {"variables", **answer}});
            return steps.complete(node, token.id);
        }
    }
    steps.emit(Kind::jobCreated, node.id,
               {{"job", steps.state().next},
                {"token", token.id},
                {"operation", operation},
                {"key", keyOf(steps.state(), token)}});
}

ElementType serviceTask() {
    return {.tag = "serviceTask",
            .position = Position::activity,
            .attributes = {"operation"},
            .read = read,
            .enter = enter};
}

}  // namespace toitsu::workflows
