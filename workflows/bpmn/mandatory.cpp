#include "workflows/bpmn/mandatory.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "workflows/bpmn/model.h"

// A sequence flow is bound to a step when no way from a start through it to an end avoids the step: take the step out
// of the graph; then either the flow's source cannot be reached, or from its target no end can. Two searches for each
// step.

namespace toitsu::workflows::bpmn {

namespace {

struct Arrow {
    std::string id;  // of the sequence flow; "" for the way to a boundary event and for links
    const Item* from = nullptr;
    const Item* to = nullptr;
};

bool isWay(const Item& node) {
    return isFlowNode(node.tag()) && !isTrue(*node.node, "triggeredByEvent") &&
           !isTrue(*node.node, "isForCompensation");
}

// The arrows of one level: a process or a sub-process. What a non-interrupting boundary event begins runs beside the
// way and is none of its own.
std::vector<Arrow> arrowsOf(const Model& model, const Item& level, bool beside) {
    std::vector<Arrow> out;
    for (const Item* inner : level.children) {
        if (inner->is("sequenceFlow")) {
            const Item* from = model.source(*inner);
            const Item* to = model.target(*inner);
            if (from != nullptr && to != nullptr) out.push_back({inner->id, from, to});
        }
        if (inner->is("boundaryEvent") && (beside || isTrue(*inner->node, "cancelActivity", true)))
            if (const Item* host = model.find(inner->get("attachedToRef"))) out.push_back({"", host, inner});
        if (!inner->is("intermediateThrowEvent")) continue;
        for (const Item* link : model.definitionsOf(*inner))
            for (const Item* other : level.all("intermediateCatchEvent"))
                for (const Item* caught : model.definitionsOf(*other))
                    if (link->is("linkEventDefinition") && caught->is("linkEventDefinition") &&
                        link->get("name") == caught->get("name"))
                        out.push_back({"", inner, other});
    }
    return out;
}

std::set<const Item*> reach(std::set<const Item*> from, const std::vector<Arrow>& arrows, bool forward,
                            const Item* without) {
    from.erase(without);
    std::deque<const Item*> open(from.begin(), from.end());
    while (!open.empty()) {
        const Item* at = open.front();
        open.pop_front();
        for (const Arrow& arrow : arrows) {
            const Item* here = forward ? arrow.from : arrow.to;
            const Item* there = forward ? arrow.to : arrow.from;
            if (here != at || there == without || !from.insert(there).second) continue;
            open.push_back(there);
        }
    }
    return from;
}

struct Ways {
    std::set<const Item*> begins, ends;  // nothing before them, nothing behind them
    std::vector<Arrow> arrows;
};

Ways waysOf(const Model& model, const Item& level, bool beside = false) {
    Ways ways{{}, {}, arrowsOf(model, level, beside)};
    for (const Item* node : level.children) {
        if (!isWay(*node)) continue;
        const auto enters = [&](const Arrow& arrow) { return arrow.to == node; };
        const auto leaves = [&](const Arrow& arrow) { return arrow.from == node && !arrow.to->is("boundaryEvent"); };
        if (!node->is("boundaryEvent") && std::none_of(ways.arrows.begin(), ways.arrows.end(), enters))
            ways.begins.insert(node);
        if (std::none_of(ways.arrows.begin(), ways.arrows.end(), leaves)) ways.ends.insert(node);
    }
    return ways;
}

// Ids of the sequence flows that are bound to the step.
std::set<std::string> bound(const Ways& ways, const Item* step) {
    const auto before = reach(ways.begins, ways.arrows, true, step),
               behind = reach(ways.ends, ways.arrows, false, step);
    std::set<std::string> out;
    for (const Arrow& arrow : ways.arrows) {
        if (arrow.id.empty()) continue;
        const bool avoids =
            arrow.from != step && arrow.to != step && before.count(arrow.from) > 0 && behind.count(arrow.to) > 0;
        if (!avoids) out.insert(arrow.id);
    }
    return out;
}

bool holdsMandatory(const Item& item) {
    if (isMandatory(*item.node)) return true;
    return isSubProcess(item.tag()) && std::any_of(item.children.begin(), item.children.end(),
                                                   [](const Item* inner) { return holdsMandatory(*inner); });
}

std::optional<Wording> dropped(const Model& original, const Item& step, const Model& changed) {
    const Item* now = changed.find(step.id);
    if (now == nullptr) return Wording{"がなくなっています", "is gone"};
    if (now->tag() != step.tag())
        return Wording{"が別の種類の要素になっています", "has become an element of another kind"};
    if (isMandatory(*step.node) && !isMandatory(*now->node))
        return Wording{"から flow:mandatory が消えています", "is no longer marked mandatory"};
    const bool normal = isWay(step) && !step.is("boundaryEvent");
    if (!normal) return std::nullopt;
    const Ways before = waysOf(original, *step.parent), after = waysOf(changed, *now->parent);
    const Ways all = waysOf(changed, *now->parent, true);
    if (reach(all.begins, all.arrows, true, nullptr).count(now) == 0 ||
        now->incoming.size() + now->outgoing.size() == 0)
        if (step.incoming.size() + step.outgoing.size() > 0) return Wording{"に到達できません", "cannot be reached"};
    const std::set<std::string> wanted = bound(before, &step), kept = bound(after, now);
    for (const Arrow& arrow : after.arrows)
        if (wanted.count(arrow.id) > 0 && kept.count(arrow.id) == 0)
            return Wording{"を、" + arrow.id + " を通る道が避けられるようになっています",
                           "can be bypassed on a way through " + arrow.id};
    return std::nullopt;
}

}  // namespace

bool isMandatory(const Node& step) {
    const std::string* value = attribute(step, "mandatory", flowSpace);
    return value != nullptr && (*value == "true" || *value == "1");
}

std::vector<Dropped> droppedSteps(const Document& original, const Document& changed) {
    const Model before(original), after(changed);
    std::vector<Dropped> out;
    for (const Item& item : before.items()) {
        if (item.id.empty() || item.parent == nullptr || !holdsMandatory(item)) continue;
        if (auto how = dropped(before, item, after)) out.push_back({item.node, std::move(*how)});
    }
    return out;
}

}  // namespace toitsu::workflows::bpmn
