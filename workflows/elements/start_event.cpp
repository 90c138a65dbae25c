#include "workflows/elements/start_event.h"

namespace toitsu::workflows {

namespace {

void read(const Reading& reading) {
    reading.node.interrupting = reading.element.get("isInterrupting", "true") != "false";
    reading.node.allTriggers = reading.element.get("parallelMultiple") == "true";
}

}  // namespace

ElementType startEvent() {
    return {.tag = "startEvent",
            .position = Position::start,
            .read = read,
            .enter = [](Steps& steps, const Node& node, const Token& token) { steps.leave(node, token.id); }};
}

}  // namespace toitsu::workflows
