#include "workflows/elements/send_task.h"

#include "workflows/elements/service_task.h"

namespace toitsu::workflows {

namespace {

void read(const Reading& reading) {
    reading.node.operation = reading.own("operation");
    if (!reading.node.triggers.empty()) reading.node.triggers.front().key = reading.expression("key");
}

void enter(Steps& steps, const Node& node, const Token& token) {
    if (!node.operation.empty()) return openJob(steps, node, token, node.operation);
    const std::int64_t id = token.id;
    for (const Trigger& trigger : node.triggers) steps.throwTrigger(trigger, node, id);
    if (steps.alive(id)) steps.complete(node, id);
}

}  // namespace

ElementType sendTask() {
    return {.tag = "sendTask",
            .position = Position::activity,
            .attributes = {"operation", "key"},
            .read = read,
            .enter = enter};
}

}  // namespace toitsu::workflows
