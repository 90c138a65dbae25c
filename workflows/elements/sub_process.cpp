#include "workflows/elements/sub_process.h"

namespace toitsu::workflows {

namespace {

void enter(Steps& steps, const Node& node, const Token& token) {
    const std::int64_t scope = steps.openScope(node, token.id, {}, false);
    steps.startScope(scope, node);
}

void readAdHoc(const Reading& reading) {
    Node& node = reading.node;
    node.adHoc = true;
    node.adHocSequential = reading.element.get("ordering") == "Sequential";
    node.cancelsRemaining = reading.element.get("cancelRemainingInstances", "true") != "false";
    node.startedByPerson = reading.own("start") == "person";
    if (const xml::Element* condition = reading.element.child("completionCondition"))
        node.completion = reading.expression(*condition);
}

}  // namespace

ElementType process() {
    return {.tag = "process", .position = Position::container, .attributes = {"retention", "calendar", "basis"}};
}

ElementType subProcess() {
    return {.tag = "subProcess",
            .position = Position::activity,
            .read =
                [](const Reading& reading) {
                    reading.node.triggeredByEvent = reading.element.get("triggeredByEvent") == "true";
                },
            .enter = enter};
}

ElementType transaction() {
    return {.tag = "transaction",
            .position = Position::activity,
            .read = [](const Reading& reading) { reading.node.transaction = true; },
            .enter = enter};
}

ElementType adHocSubProcess() {
    return {.tag = "adHocSubProcess",
            .position = Position::activity,
            .attributes = {"start", "role"},
            .read = readAdHoc,
            .enter = enter};
}

}  // namespace toitsu::workflows
