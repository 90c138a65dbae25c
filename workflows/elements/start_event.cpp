#include "workflows/elements/start_event.h"

namespace toitsu::workflows {

ElementType startEvent() {
    return {.tag = "startEvent",
            .trigger = "",
            .position = Position::start,
            .enter = [](Steps& steps, const Node& node, const Token& token) { steps.leave(node, token); }};
}

}  // namespace toitsu::workflows
