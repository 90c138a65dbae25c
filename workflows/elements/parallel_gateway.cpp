// A token that arrives waits at the gateway under the flow it came along. When every incoming flow has one, the oldest
// of each is taken and one token leaves on every outgoing flow. A second token on one flow waits for the next round.

#include "workflows/elements/parallel_gateway.h"

namespace toitsu::workflows {

namespace {

void enter(Steps& steps, const Node& node, const Token&) {
    std::vector<std::int64_t> taken;
    for (const std::size_t index : node.incoming) {
        const std::string& via = steps.definition().flows[index].id;
        for (const Token& waiting : steps.state().tokens) {
            if (waiting.element == node.id && waiting.via == via) {
                taken.push_back(waiting.id);
                break;
            }
        }
    }
    if (taken.size() == node.incoming.size()) steps.leaveTogether(node, taken);
}

}  // namespace

ElementType parallelGateway() {
    return {.tag = "parallelGateway", .trigger = "", .position = Position::gateway, .enter = enter};
}

}  // namespace toitsu::workflows
