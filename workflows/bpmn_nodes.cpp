// Flow nodes, sequence flows, lanes and what all activities have in common.

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "workflows/bpmn.h"
#include "workflows/bpmn_reader.h"
#include "workflows/elements/table.h"

namespace toitsu::workflows {

namespace {

// Of urn:toitsu:flow:1, on any flow node: for overlays and for data.
// BPMN elements that stand in a process and carry no behaviour of their own, or are read elsewhere.
constexpr std::array documentary = {"documentation",
                                    "extensionElements",
                                    "auditing",
                                    "monitoring",
                                    "property",
                                    "laneSet",
                                    "ioSpecification",
                                    "ioBinding",
                                    "dataObject",
                                    "dataObjectReference",
                                    "dataStoreReference",
                                    "dataInputAssociation",
                                    "dataOutputAssociation",
                                    "resourceRole",
                                    "performer",
                                    "humanPerformer",
                                    "potentialOwner",
                                    "correlationSubscription",
                                    "supports",
                                    "textAnnotation",
                                    "group",
                                    "artifact",
                                    "association",
                                    "incoming",
                                    "outgoing",
                                    "completionCondition",
                                    "standardLoopCharacteristics",
                                    "multiInstanceLoopCharacteristics",
                                    "supportedInterfaceRef"};

constexpr std::array common = {"mandatory", "basis", "inputs", "outputs", "duration"};

}  // namespace

std::int64_t BpmnReader::quantity(const xml::Element& element, const char* attribute, std::int64_t least,
                                  std::int64_t otherwise) {
    const xml::Attribute* written = element.attribute(attribute);
    if (!written) return otherwise;
    const std::string text = text::trim(written->value);
    std::int64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && number >= least && number <= 1'000'000)
        return number;
    wrong("W018", written->place,
          std::string(attribute) + " は " + std::to_string(least) + " 以上 1,000,000 以下の整数です。",
          std::string(attribute) + " must be a whole number from " + std::to_string(least) + " to 1,000,000");
    return otherwise;
}

void BpmnReader::readContainer(const xml::Element& element, std::size_t container) {
    for (const xml::Element& child : element.children) {
        if (child.space != bpmnNamespace) continue;
        if (child.local == "sequenceFlow") {
            readFlow(child);
        } else if (child.local == "laneSet") {
            readLanes(child);
        } else if (child.local == "association") {
            associations_.emplace_back(localRef(child.get("sourceRef")), localRef(child.get("targetRef")));
        } else if (child.local == "dataObject" || child.local == "property") {
            definition_.nodes[container].data.push_back(child.get("name", child.get("id")));
        } else if (const ElementType* type = findElement(child.local); type && type->position != Position::container) {
            const std::size_t index = readNode(child, container);
            if (index == nowhere) continue;
            definition_.nodes[container].children.push_back(index);
            const bool holds =
                child.local == "subProcess" || child.local == "transaction" || child.local == "adHocSubProcess";
            if (holds) readContainer(child, index);
        } else if (std::find(documentary.begin(), documentary.end(), child.local) == documentary.end()) {
            wrong("W002", child.place,
                  "BPMN 要素 " + child.local + " は知りません。使える要素: " + elementNames() + "。",
                  "the BPMN element " + child.local + " is unknown here; there are: " + elementNames());
        }
    }
}

std::size_t BpmnReader::readNode(const xml::Element& element, std::size_t parent) {
    Node node;
    node.id = element.get("id");
    node.name = element.get("name");
    node.place = element.place;
    node.parent = parent;
    node.index = definition_.nodes.size();
    node.type = findElement(element.local);
    if (node.id.empty()) {
        wrong("W003", element.place, "この要素に id がありません。", "this element has no id; give it one");
        return nowhere;
    }
    if (!ids_.insert(node.id).second) {
        wrong("W003", element.place, "id「" + node.id + "」が二度使われています。",
              "the id " + node.id + " is used twice; rename one");
        return nowhere;
    }
    checkAttributes(element, *node.type);
    node.defaultFlow = localRef(element.get("default"));
    readTriggers(element, node);
    if (node.type->position == Position::activity) readActivity(element, node);
    readMappings(element, node);
    if (node.type->read) node.type->read({element, node, language_, mistakes_});
    const std::size_t index = node.index;
    definition_.byId.emplace(node.id, index);
    definition_.nodes.push_back(std::move(node));
    return index;
}

void BpmnReader::readFlow(const xml::Element& element) {
    Flow flow;
    flow.id = element.get("id");
    flow.name = element.get("name");
    flow.source = localRef(element.get("sourceRef"));
    flow.target = localRef(element.get("targetRef"));
    flow.place = element.place;
    if (flow.id.empty() || !ids_.insert(flow.id).second) {
        wrong("W003", element.place, "線に id がないか、同じ id が二度使われています。",
              "this sequence flow has no id, or one that is used twice");
        return;
    }
    if (const xml::Element* condition = element.child("conditionExpression")) {
        flow.condition = expression(*condition);
        if (language_ == ExpressionLanguage::feel && text::trim(condition->text).empty()) {
            wrong("W010", condition->place, "条件が空です。FEEL で書くか、conditionExpression を消してください。",
                  "the condition is empty; write it in FEEL or remove the conditionExpression");
        }
    }
    definition_.flows.push_back(std::move(flow));
}

// The innermost lane counts.
void BpmnReader::readLanes(const xml::Element& laneSet) {
    for (const xml::Element& lane : laneSet.children) {
        if (lane.local != "lane") continue;
        for (const xml::Element& child : lane.children) {
            if (child.local == "flowNodeRef") lanes_[localRef(child.text)] = lane.get("name");
        }
        for (const xml::Element& child : lane.children) {
            if (child.local == "childLaneSet") readLanes(child);
        }
    }
}

void BpmnReader::readActivity(const xml::Element& element, Node& node) {
    node.startQuantity = quantity(element, "startQuantity", 1, 1);
    node.completionQuantity = quantity(element, "completionQuantity", 1, 1);
    node.forCompensation = element.get("isForCompensation") == "true";
    if (const std::string* operation = element.find("operationRef")) {
        const auto name = operations_.find(localRef(*operation));
        node.operation = name == operations_.end() ? localRef(*operation) : name->second;
    }
    readLoop(element, node);
}

void BpmnReader::readMappings(const xml::Element& element, Node& node) {
    const Reading reading{element, node, language_, mistakes_};
    node.given = reading.expression("inputs");
    node.taken = reading.expression("outputs");
    for (const xml::Element& child : element.children) {
        const bool in = child.local == "dataInputAssociation";
        if (child.space != bpmnNamespace || (!in && child.local != "dataOutputAssociation")) continue;
        const xml::Element* target = child.child("targetRef");
        const xml::Element* source = child.child("sourceRef");
        auto& into = in ? node.inputs : node.outputs;
        for (const xml::Element* assignment : child.all("assignment")) {
            const xml::Element* from = assignment->child("from");
            const xml::Element* to = assignment->child("to");
            if (from && to) into.push_back({expression(*from), {}, dataName(localRef(to->text))});
        }
        if (!target || text::trim(target->text).empty()) continue;
        const std::string name = dataName(localRef(target->text));
        if (const xml::Element* change = child.child("transformation")) {
            into.push_back({expression(*change), {}, name});
        } else if (source) {
            into.push_back({{}, dataName(localRef(source->text)), name});
        }
    }
}

void BpmnReader::checkAttributes(const xml::Element& element, const ElementType& type) {
    for (const xml::Attribute& attribute : element.attributes) {
        if (attribute.space != flowNamespace) continue;
        const auto isIt = [&](std::string_view name) { return name == attribute.local; };
        if (std::any_of(type.attributes.begin(), type.attributes.end(), isIt)) continue;
        if (std::any_of(common.begin(), common.end(), isIt)) continue;
        std::string known;
        for (const std::string_view name : type.attributes)
            known += (known.empty() ? "flow:" : ", flow:") + std::string(name);
        wrong("W015", attribute.place,
              element.local + " に属性 flow:" + attribute.local +
                  " はありません。使える属性: " + (known.empty() ? "なし" : known) + "。",
              element.local + " has no attribute flow:" + attribute.local + "; it has " +
                  (known.empty() ? "none" : known));
    }
}

}  // namespace toitsu::workflows
