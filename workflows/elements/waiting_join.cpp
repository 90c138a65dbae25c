// For each incoming flow of a join, a search backwards from it, which does not pass the join, says from which nodes it
// can be reached. Ways are sequence flows, boundary events of an activity, and links.

#include "workflows/elements/waiting_join.h"

#include "workflows/elements/element.h"

namespace toitsu::workflows {

namespace {

std::vector<std::size_t> before(const Definition& definition, const Node& node) {
    std::vector<std::size_t> nodes;
    for (const std::size_t flow : node.incoming) nodes.push_back(definition.flows[flow].from);
    if (node.type->position == Position::boundary) {
        if (const auto host = definition.byId.find(node.attachedTo); host != definition.byId.end())
            nodes.push_back(host->second);
    }
    const bool link = node.type->position == Position::catching && !node.triggers.empty() &&
                      node.triggers.front().kind == Trigger::Kind::link;
    if (!link || node.parent == nowhere) return nodes;
    for (const std::size_t sibling : definition.at(node.parent).children) {
        const Node& other = definition.at(sibling);
        if (other.type->position != Position::throwing) continue;
        for (const Trigger& trigger : other.triggers) {
            if (trigger.kind == Trigger::Kind::link && trigger.name == node.triggers.front().name)
                nodes.push_back(sibling);
        }
    }
    return nodes;
}

}  // namespace

void findWaysToJoins(Definition& definition) {
    for (Node& join : definition.nodes) {
        if (!join.type->ask || join.incoming.size() < 2) continue;
        for (const std::size_t flow : join.incoming) {
            std::vector<bool> reached(definition.nodes.size(), false);
            std::vector<std::size_t> open = {definition.flows[flow].from};
            while (!open.empty()) {
                const std::size_t index = open.back();
                open.pop_back();
                if (index == join.index || reached[index]) continue;
                reached[index] = true;
                for (const std::size_t other : before(definition, definition.at(index))) open.push_back(other);
            }
            join.reachedFrom.push_back(std::move(reached));
        }
    }
}

bool moreMayCome(const State& state, const Definition& definition, const Node& node, std::int64_t scope,
                 const std::set<std::string>& came) {
    const Scope* inside = state.scope(scope);
    if (!inside || node.reachedFrom.empty()) return false;
    std::set<std::string> seen;
    for (const std::int64_t id : inside->tokens) {
        const Token& token = *state.token(id);
        if (token.element == node.id || !seen.insert(token.element).second) continue;
        const Node* at = definition.find(token.element);
        if (!at) continue;
        bool missing = false;
        bool present = false;
        for (std::size_t i = 0; i < node.incoming.size(); ++i) {
            if (!node.reachedFrom[i][at->index]) continue;
            (came.contains(definition.flows[node.incoming[i]].id) ? present : missing) = true;
        }
        if (missing && !present) return true;
    }
    return false;
}

}  // namespace toitsu::workflows
