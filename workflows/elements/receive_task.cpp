#include "workflows/elements/receive_task.h"

namespace toitsu::workflows {

namespace {

void read(const Reading& reading) {
    reading.node.instantiates = reading.element.get("instantiate") == "true";
    if (!reading.node.triggers.empty()) reading.node.triggers.front().key = reading.expression("key");
}

void enter(Steps& steps, const Node& node, const Token& token) {
    if (node.triggers.empty()) return steps.complete(node, token.id);
    steps.subscribe(node, token.id, 0);
}

}  // namespace

ElementType receiveTask() {
    return {.tag = "receiveTask", .position = Position::activity, .attributes = {"key"}, .read = read, .enter = enter};
}

}  // namespace toitsu::workflows
