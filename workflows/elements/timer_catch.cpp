#include "workflows/elements/timer_catch.h"

namespace toitsu::workflows {

ElementType timerCatch() {
    return {.tag = "intermediateCatchEvent",
            .trigger = "timerEventDefinition",
            .position = Position::catching,
            .enter = [](Steps& steps, const Node& node, const Token& token) { steps.setTimer(node, token); },
            .fired = [](Steps& steps, const Node& node, const Token& token) { steps.leave(node, token); }};
}

}  // namespace toitsu::workflows
