#include "workflows/elements/catch_event.h"

namespace toitsu::workflows {

namespace {

void read(const Reading& reading) {
    reading.node.allTriggers = reading.element.get("parallelMultiple") == "true";
}

void enter(Steps& steps, const Node& node, const Token& token) {
    const bool link = !node.triggers.empty() && node.triggers.front().kind == Trigger::Kind::link;
    if (link || node.triggers.empty()) return steps.leave(node, token.id);
    steps.subscribe(node, token.id, 0);
}

}  // namespace

ElementType catchEvent() {
    return {.tag = "intermediateCatchEvent", .position = Position::catching, .read = read, .enter = enter};
}

}  // namespace toitsu::workflows
