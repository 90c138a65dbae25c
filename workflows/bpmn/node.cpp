#include "workflows/bpmn/node.h"

#include <algorithm>
#include <array>

namespace toitsu::workflows::bpmn {

namespace {

template <std::size_t N>
bool among(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 8> tasks = {"task",        "userTask",   "serviceTask", "sendTask",
                                                   "receiveTask", "scriptTask", "manualTask",  "businessRuleTask"};
constexpr std::array<std::string_view, 3> subProcesses = {"subProcess", "transaction", "adHocSubProcess"};
constexpr std::array<std::string_view, 5> gateways = {"exclusiveGateway", "inclusiveGateway", "parallelGateway",
                                                      "complexGateway", "eventBasedGateway"};
constexpr std::array<std::string_view, 6> events = {
    "startEvent",        "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent",
    "implicitThrowEvent"};
constexpr std::array<std::string_view, 10> definitions = {
    "messageEventDefinition", "timerEventDefinition",    "errorEventDefinition",      "escalationEventDefinition",
    "signalEventDefinition",  "cancelEventDefinition",   "compensateEventDefinition", "conditionalEventDefinition",
    "linkEventDefinition",    "terminateEventDefinition"};

}  // namespace

bool is(const Node& node, std::string_view local, std::string_view space) {
    return node.kind == Node::Kind::element && node.local == local && node.space == space;
}

bool isModel(const Node& node) {
    return node.kind == Node::Kind::element && node.space == modelSpace;
}

const std::string* attribute(const Node& node, std::string_view local, std::string_view space) {
    for (std::size_t n = 0; n < node.attributes.size(); ++n) {
        const std::string& name = node.attributes[n].first;
        const bool sameSpace = n < node.spaces.size() && node.spaces[n] == space;
        if (sameSpace && localPart(name) == local && (!space.empty() || name == local))
            return &node.attributes[n].second;
    }
    return nullptr;
}

std::string get(const Node& node, std::string_view local, std::string_view space) {
    const std::string* value = attribute(node, local, space);
    return value == nullptr ? std::string() : *value;
}

bool isTrue(const Node& node, std::string_view local, bool fallback) {
    const std::string* value = attribute(node, local);
    return value == nullptr ? fallback : *value == "true" || *value == "1";
}

std::vector<const Node*> elements(const Node& node) {
    std::vector<const Node*> out;
    for (const Node& inner : node.children)
        if (inner.kind == Node::Kind::element) out.push_back(&inner);
    return out;
}

std::vector<const Node*> elements(const Node& node, std::string_view local) {
    std::vector<const Node*> out;
    for (const Node& inner : node.children)
        if (is(inner, local)) out.push_back(&inner);
    return out;
}

const Node* child(const Node& node, std::string_view local, std::string_view space) {
    for (const Node& inner : node.children)
        if (is(inner, local, space)) return &inner;
    return nullptr;
}

Node* child(Node& node, std::string_view local, std::string_view space) {
    for (Node& inner : node.children)
        if (is(inner, local, space)) return &inner;
    return nullptr;
}

std::string text(const Node& node) {
    std::string out;
    for (const Node& inner : node.children)
        if (inner.kind == Node::Kind::text) out += inner.text;
    const std::size_t first = out.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return out.substr(first, out.find_last_not_of(" \t\r\n") - first + 1);
}

std::string_view localPart(std::string_view reference) {
    const std::size_t colon = reference.rfind(':');
    return colon == std::string_view::npos ? reference : reference.substr(colon + 1);
}

bool isFlowNode(std::string_view local) {
    return isActivity(local) || isGateway(local) || (isEvent(local) && local != "implicitThrowEvent");
}

bool isActivity(std::string_view local) {
    return among(tasks, local) || isSubProcess(local) || local == "callActivity";
}

bool isSubProcess(std::string_view local) {
    return among(subProcesses, local);
}

bool isGateway(std::string_view local) {
    return among(gateways, local);
}

bool isEvent(std::string_view local) {
    return among(events, local);
}

bool isEventDefinition(std::string_view local) {
    return among(definitions, local);
}

}  // namespace toitsu::workflows::bpmn
