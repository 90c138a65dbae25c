#include "workflows/elements/throw_event.h"

namespace toitsu::workflows {

ElementType throwEvent() {
    return {.tag = "intermediateThrowEvent",
            .position = Position::throwing,
            .enter = [](Steps& steps, const Node& node, const Token& token) {
                if (node.triggers.empty()) return steps.leave(node, token.id);
                steps.throwLater(node, token.id);
            }};
}

}  // namespace toitsu::workflows
