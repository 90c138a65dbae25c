#include "workflows/elements/end_event.h"

namespace toitsu::workflows {

ElementType endEvent() {
    return {
        .tag = "endEvent", .position = Position::end, .enter = [](Steps& steps, const Node& node, const Token& token) {
            if (node.triggers.empty()) return steps.leave(node, token.id);
            steps.throwLater(node, token.id);
        }};
}

}  // namespace toitsu::workflows
