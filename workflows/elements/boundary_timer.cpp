#include "workflows/elements/boundary_timer.h"

namespace toitsu::workflows {

namespace {

void read(const xml::Element& element, Node& node, std::vector<Error>&) {
    node.attachedTo = element.get("attachedToRef");
    node.interrupting = element.get("cancelActivity", "true") != "false";
}

void fired(Steps& steps, const Node& node, const Token& host) {
    if (node.interrupting) steps.cancel(host);
    steps.arrive(node, "");
}

}  // namespace

ElementType boundaryTimer() {
    return {.tag = "boundaryEvent",
            .trigger = "timerEventDefinition",
            .position = Position::boundary,
            .read = read,
            .enter = [](Steps& steps, const Node& node, const Token& token) { steps.leave(node, token); },
            .fired = fired};
}

}  // namespace toitsu::workflows
