#include "workflows/elements/end_event.h"

namespace toitsu::workflows {

ElementType endEvent() {
    return {.tag = "endEvent",
            .trigger = "",
            .position = Position::end,
            .enter = [](Steps& steps, const Node& node, const Token& token) { steps.leave(node, token); }};
}

}  // namespace toitsu::workflows
