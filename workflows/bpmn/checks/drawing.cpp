// The diagram as the schemas of BPMN DI have it: ids, bounds, waypoints, numbers. That a shape draws something that is
// no longer there is a warning only: modellers leave such shapes behind, and nothing runs by them.

#include <cmath>
#include <cstdlib>
#include <set>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

bool isDrawing(const Node& node) {
    return node.space == diagramSpace || node.space == boundsSpace || node.space == waypointSpace;
}

bool isNumber(const std::string& text) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0' && std::isfinite(value) && text.find_first_of("xXpP") == std::string::npos;
}

class Checker {
public:
    Checker(const Model& model, Findings& findings) : model_(model), findings_(findings) {
        for (const Item& item : model.items()) ids_.insert(item.id);
    }

    void check(const Node& node) {
        if (!isDrawing(node)) return;
        if (const std::string id = get(node, "id"); !id.empty() && !ids_.insert(id).second)
            findings_.error(rule::uniqueId, node,
                            "図の id " + id + " はほかでも使われています。別の id にしてください。",
                            "the id " + id + " of the diagram is used elsewhere too; give it another one");
        const std::string drawn = get(node, "bpmnElement");
        const bool other = model_.isForeign(drawn) || !model_.all("import").empty();
        if (!drawn.empty() && model_.find(drawn) == nullptr && !other)
            findings_.warning(rule::resolves, node, "図が描く「" + drawn + "」はありません。",
                              "the diagram draws \"" + drawn + "\", which is not there");
        if (is(node, "BPMNShape", diagramSpace) && child(node, "Bounds", boundsSpace) == nullptr)
            missing(node, "Bounds");
        if (is(node, "BPMNEdge", diagramSpace)) {
            std::size_t points = 0;
            for (const Node* inner : elements(node)) points += is(*inner, "waypoint", waypointSpace) ? 1 : 0;
            if (points < 2) missing(node, "waypoint");
        }
        if (is(node, "Bounds", boundsSpace))
            for (const std::string_view name : {"x", "y", "width", "height"}) number(node, name);
        if (is(node, "waypoint", waypointSpace))
            for (const std::string_view name : {"x", "y"}) number(node, name);
        for (const Node* inner : elements(node)) check(*inner);
    }

private:
    void missing(const Node& node, const std::string& what) {
        findings_.error(rule::required, node, called(node) + " に " + what + " が足りません。図を描き直してください。",
                        called(node) + " lacks its " + what + "; draw it anew");
    }

    void number(const Node& node, std::string_view name) {
        const std::string* value = attribute(node, name);
        if (value != nullptr && isNumber(*value)) return;
        findings_.error(value == nullptr ? rule::required : rule::value, node,
                        node.local + " の " + std::string(name) + " は数でなければなりません。",
                        std::string(name) + " of " + node.local + " must be a number");
    }

    const Model& model_;
    Findings& findings_;
    std::set<std::string> ids_;
};

}  // namespace

void checkDrawing(const Document& document, const Model& model, Findings& findings) {
    Checker checker(model, findings);
    for (const Node* inner : elements(document.definitions())) checker.check(*inner);
}

}  // namespace toitsu::workflows::bpmn
