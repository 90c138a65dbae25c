#include "workflows/elements/terminate_end.h"

namespace toitsu::workflows {

ElementType terminateEnd() {
    return {.tag = "endEvent",
            .trigger = "terminateEventDefinition",
            .position = Position::end,
            .enter = [](Steps& steps, const Node&, const Token&) { steps.terminate(); }};
}

}  // namespace toitsu::workflows
