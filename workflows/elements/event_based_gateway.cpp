#include "workflows/elements/event_based_gateway.h"

namespace toitsu::workflows {

namespace {

void read(const Reading& reading) {
    reading.node.instantiates = reading.element.get("instantiate") == "true";
    reading.node.parallelGate = reading.element.get("eventGatewayType") == "Parallel";
}

void enter(Steps& steps, const Node& node, const Token& token) {
    const std::int64_t id = token.id;
    const Definition& all = steps.definition(token.scope);
    for (const std::size_t flow : node.outgoing) {
        steps.subscribe(all.at(all.flows[flow].to), id, 0);
        if (!steps.alive(id)) return;
    }
}

}  // namespace

ElementType eventBasedGateway() {
    return {.tag = "eventBasedGateway", .position = Position::gateway, .read = read, .enter = enter};
}

}  // namespace toitsu::workflows
