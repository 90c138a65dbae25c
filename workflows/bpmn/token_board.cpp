#include "workflows/bpmn/token_board.h"

#include <algorithm>
#include <string>

namespace toitsu::workflows::bpmn {

bool hasTrigger(const Model& model, const Item& event, std::string_view definition) {
    const auto all = model.definitionsOf(event);
    return std::any_of(all.begin(), all.end(), [&](const Item* one) { return one->is(definition); });
}

TokenBoard::TokenBoard(const Model& model, const Item& level) {
    for (const Item* inner : level.children) {
        const Item* to = inner->is("sequenceFlow") ? model.target(*inner) : nullptr;
        if (to == nullptr || model.source(*inner) == nullptr) continue;
        arrowOf.emplace(inner, targets.size());
        targets.push_back(to);
    }
    std::map<const Item*, std::vector<const Item*>> boundaries;
    for (const Item* event : level.all("boundaryEvent"))
        if (!hasTrigger(model, *event, "compensateEventDefinition"))
            boundaries[model.find(event->get("attachedToRef"))].push_back(event);
    const auto linkName = [&](const Item& event) {
        for (const Item* definition : model.definitionsOf(event))
            if (definition->is("linkEventDefinition")) return definition->get("name");
        return std::string();
    };
    for (const Item* node : level.children) {
        const bool way = isFlowNode(node->tag()) && !node->is("boundaryEvent") &&
                         !isTrue(*node->node, "triggeredByEvent") && !isTrue(*node->node, "isForCompensation");
        if (!way) continue;
        const bool counted = node->get("startQuantity").find_first_not_of("1") != std::string::npos ||
                             node->get("completionQuantity").find_first_not_of("1") != std::string::npos;
        if (node->is("complexGateway") || counted) unknown.push_back(node);
        Step step;
        step.node = node;
        const auto add = [&](const std::vector<const Item*>& flows, std::vector<std::size_t>& to) {
            for (const Item* flow : flows)
                if (arrowOf.count(flow) > 0) to.push_back(arrowOf.at(flow));
        };
        add(node->incoming, step.in);
        add(node->outgoing, step.out);
        for (const Item* event : boundaries[node]) {
            std::vector<std::size_t> ways;
            add(event->outgoing, ways);
            (isTrue(*event->node, "cancelActivity", true) ? step.instead : step.aside).push_back(ways);
        }
        stepOf.emplace(node, steps.size());
        steps.push_back(std::move(step));
    }
    // A link is an arrow without a line.
    std::map<std::string, std::vector<Step*>> throwing;
    for (Step& from : steps)
        if (from.node->is("intermediateThrowEvent")) throwing[linkName(*from.node)].push_back(&from);
    for (Step& to : steps) {
        const std::string name = to.node->is("intermediateCatchEvent") ? linkName(*to.node) : "";
        if (name.empty()) continue;
        for (Step* from : throwing[name]) {
            from->out.push_back(targets.size());
            to.in.push_back(targets.size());
            targets.push_back(to.node);
        }
    }
    for (const Item* target : targets) {
        const auto found = stepOf.find(target);
        stepAt.push_back(found == stepOf.end() ? steps.size() : found->second);
    }
}

}  // namespace toitsu::workflows::bpmn
