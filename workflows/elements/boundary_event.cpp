#include "workflows/elements/boundary_event.h"

namespace toitsu::workflows {

namespace {

void read(const Reading& reading) {
    reading.node.attachedTo = reading.element.get("attachedToRef");
    reading.node.interrupting = reading.element.get("cancelActivity", "true") != "false";
    reading.node.allTriggers = reading.element.get("parallelMultiple") == "true";
}

}  // namespace

ElementType boundaryEvent() {
    return {.tag = "boundaryEvent",
            .position = Position::boundary,
            .read = read,
            .enter = [](Steps& steps, const Node& node, const Token& token) { steps.leave(node, token.id); }};
}

}  // namespace toitsu::workflows
