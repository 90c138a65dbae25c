#include "workflows/bpmn/flow_editor.h"

#include <algorithm>
#include <functional>

namespace toitsu::workflows::bpmn {

namespace {

void each(const Node& node, const std::function<void(const Node&)>& visit) {
    visit(node);
    for (const Node& inner : node.children)
        if (inner.kind == Node::Kind::element) each(inner, visit);
}

std::vector<std::string> flowsWhere(const Document& document, std::string_view end, std::string_view id) {
    std::vector<std::string> out;
    each(document.definitions(), [&](const Node& node) {
        if (is(node, "sequenceFlow") && localPart(get(node, end)) == id) out.push_back(get(node, "id"));
    });
    return out;
}

bool listsFlows(const Document& document) {
    bool found = false;
    each(document.definitions(),
         [&](const Node& node) { found = found || is(node, "incoming") || is(node, "outgoing"); });
    return found;
}

}  // namespace

std::vector<std::string> FlowEditor::incoming(std::string_view id) const {
    return flowsWhere(document_, "targetRef", id);
}

std::vector<std::string> FlowEditor::outgoing(std::string_view id) const {
    return flowsWhere(document_, "sourceRef", id);
}

std::vector<std::string> FlowEditor::boundaries(std::string_view id) const {
    std::vector<std::string> out;
    each(document_.definitions(), [&](const Node& node) {
        if (is(node, "boundaryEvent") && localPart(get(node, "attachedToRef")) == id) out.push_back(get(node, "id"));
    });
    return out;
}

std::string FlowEditor::target(std::string_view flow) const {
    const Node* node = std::as_const(document_).find(flow);
    return node == nullptr ? std::string() : std::string(localPart(get(*node, "targetRef")));
}

std::string FlowEditor::source(std::string_view flow) const {
    const Node* node = std::as_const(document_).find(flow);
    return node == nullptr ? std::string() : std::string(localPart(get(*node, "sourceRef")));
}

// Behind the last flow element, so that artifacts stay behind them all.
std::string FlowEditor::newFlow(std::string_view from, std::string_view to, const Place& place) {
    const std::string id = document_.freshId(std::string(from) + "-to-" + std::string(to));
    Node* level = document_.parentOf(*document_.find(from));
    std::size_t index = 0;
    for (std::size_t n = 0; n < level->children.size(); ++n) {
        const Node& inner = level->children[n];
        if (isModel(inner) && (isFlowNode(inner.local) || inner.local == "sequenceFlow")) index = n + 1;
    }
    (void)document_.insert(*level, index,
                           "<" + document_.name("sequenceFlow") + " id=\"" + id + "\" sourceRef=\"" +
                               std::string(from) + "\" targetRef=\"" + std::string(to) + "\"/>",
                           place);
    return id;
}

std::string FlowEditor::putOn(std::string_view flow, std::string_view step) {
    const std::string to = target(flow);
    const Place place = document_.find(step)->place;
    const std::string next = newFlow(step, to, place);
    diagram_.insertOn(flow, step, next);  // while the arrow still leads to where it is drawn to
    document_.set(*document_.find(flow), "targetRef", step);
    return next;
}

std::string FlowEditor::putBefore(std::string_view to, std::string_view step) {
    const auto flows = incoming(to);
    const Place place = document_.find(step)->place;
    const std::string next = newFlow(step, to, place);
    diagram_.insertBefore(to, step, flows, next);
    for (const std::string& flow : flows) document_.set(*document_.find(flow), "targetRef", step);
    return next;
}

void FlowEditor::bridge(std::string_view step) {
    const auto behind = outgoing(step);
    if (behind.size() != 1) return;
    const std::string to = target(behind.front());
    for (const std::string& flow : incoming(step)) {
        diagram_.joinOver(flow, behind.front());
        document_.set(*document_.find(flow), "targetRef", to);
    }
    erase(behind.front());
}

void FlowEditor::erase(std::string_view id) {
    const std::string own(id);
    diagram_.erase(own);
    std::vector<const Node*> references;
    const auto collect = [&] {
        references.clear();
        each(document_.definitions(), [&](const Node& node) {
            if (is(node, "flowNodeRef") && localPart(text(node)) == own) references.push_back(&node);
            if (is(node, "association") &&
                (localPart(get(node, "sourceRef")) == own || localPart(get(node, "targetRef")) == own))
                references.push_back(&node);
        });
    };
    for (collect(); !references.empty(); collect()) {
        const std::string drawn = get(*references.front(), "id");
        document_.remove(*references.front());
        if (!drawn.empty()) diagram_.erase(drawn);
    }
    if (const Node* node = std::as_const(document_).find(own)) document_.remove(*node);
}

void FlowEditor::joinLane(std::string_view step, std::string_view neighbour) {
    const Node* found = nullptr;
    each(document_.definitions(), [&](const Node& node) {
        if (is(node, "flowNodeRef") && localPart(text(node)) == neighbour) found = &node;
    });
    if (found == nullptr) return;
    Node* lane = document_.parentOf(*found);
    const auto at = static_cast<std::size_t>(found - lane->children.data());
    (void)document_.insert(
        *lane, at + 1,
        "<" + document_.name("flowNodeRef") + ">" + std::string(step) + "</" + document_.name("flowNodeRef") + ">",
        lane->place);
}

void FlowEditor::list(Node& node, std::string_view way, const std::vector<std::string>& flows) {
    std::vector<std::string> listed;
    for (const Node* entry : elements(node, way)) listed.emplace_back(localPart(text(*entry)));
    std::vector<std::string> a = listed, b = flows;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    if (a == b) return;
    while (const Node* entry = child(std::as_const(node), way)) document_.remove(*entry);
    static constexpr std::string_view before[] = {"documentation", "extensionElements", "auditing",
                                                  "monitoring",    "categoryValueRef",  "incoming"};
    std::size_t index = 0;
    for (std::size_t n = 0; n < node.children.size(); ++n)
        if (isModel(node.children[n]) &&
            std::find(std::begin(before), std::end(before), node.children[n].local) != std::end(before))
            index = n + 1;
    for (auto flow = flows.rbegin(); flow != flows.rend(); ++flow)
        (void)document_.insert(node, index, "<" + document_.name(way) + ">" + *flow + "</" + document_.name(way) + ">",
                               node.place);
}

void FlowEditor::listFlows() {
    if (!listsFlows(document_)) return;
    std::vector<std::string> nodes;
    each(document_.definitions(), [&](const Node& node) {
        if (isModel(node) && isFlowNode(node.local) && !get(node, "id").empty()) nodes.push_back(get(node, "id"));
    });
    for (const std::string& id : nodes) {
        list(*document_.find(id), "incoming", incoming(id));
        list(*document_.find(id), "outgoing", outgoing(id));
    }
}

}  // namespace toitsu::workflows::bpmn
