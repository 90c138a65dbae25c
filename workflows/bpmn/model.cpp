#include "workflows/bpmn/model.h"

#include <algorithm>

// Two passes: the first takes the elements with their parents, the second ties sequence flows to their ends.

namespace toitsu::workflows::bpmn {

const Item* Item::child(std::string_view local) const {
    for (const Item* inner : children)
        if (inner->is(local)) return inner;
    return nullptr;
}

std::vector<const Item*> Item::all(std::string_view local) const {
    std::vector<const Item*> out;
    for (const Item* inner : children)
        if (inner->is(local)) out.push_back(inner);
    return out;
}

bool Item::within(const Item& outer) const {
    for (const Item* at = parent; at != nullptr; at = at->parent)
        if (at == &outer) return true;
    return false;
}

bool Item::executable() const {
    return process != nullptr && isTrue(*process->node, "isExecutable");
}

bool Item::extended() const {
    const auto ours = [](const std::string& space) {
        return space.empty() || space.find("www.w3.org") != std::string::npos || space.rfind("urn:toitsu:", 0) == 0;
    };
    for (const std::string& space : node->spaces)
        if (!ours(space)) return true;
    const Node* extensions = bpmn::child(*node, "extensionElements");
    if (extensions == nullptr) return false;
    const auto inner = elements(*extensions);
    return std::any_of(inner.begin(), inner.end(), [&](const Node* one) { return !ours(one->space); });
}

Model::Model(const Document& document) {
    const Node& root = document.definitions();
    target_ = bpmn::get(root, "targetNamespace");
    for (const auto& [name, value] : root.attributes) {
        if (name == "xmlns") prefixes_[""] = value;
        if (name.rfind("xmlns:", 0) == 0) prefixes_[name.substr(6)] = value;
    }
    add(root, nullptr, nullptr);
    std::map<const Item*, Item*> mutableItems;
    for (Item& item : items_) {
        mutableItems[&item] = &item;
        byTag_[item.tag()].push_back(&item);
        if (!item.id.empty()) byId_.emplace(item.id, &item);
        if (item.is("process") && isTrue(*item.node, "isExecutable")) executable_ = true;
    }
    for (const Item* flow : all("sequenceFlow")) {
        const Item* from = source(*flow);
        const Item* to = target(*flow);
        if (from != nullptr) mutableItems[from]->outgoing.push_back(flow);
        if (to != nullptr) mutableItems[to]->incoming.push_back(flow);
    }
}

void Model::add(const Node& node, Item* parent, Item* process) {
    Item& item = items_.emplace_back();
    item.node = &node;
    item.parent = parent;
    item.process = node.local == "process" ? &item : process;
    item.id = bpmn::get(node, "id");
    if (parent != nullptr) parent->children.push_back(&item);
    Item* inside = node.local == "process" ? &item : process;
    if (node.local == "extensionElements") return;
    for (const Node& inner : node.children)
        if (isModel(inner)) add(inner, &item, inside);
}

std::vector<const Item*> Model::all(std::string_view tag) const {
    const auto found = byTag_.find(tag);
    return found == byTag_.end() ? std::vector<const Item*>() : found->second;
}

std::string Model::spaceOf(std::string_view prefix) const {
    const auto found = prefixes_.find(prefix);
    return found == prefixes_.end() ? std::string() : found->second;
}

bool Model::isForeign(std::string_view reference) const {
    const std::size_t colon = reference.find(':');
    if (colon == std::string_view::npos) return false;
    const std::string space = spaceOf(reference.substr(0, colon));
    return !space.empty() && space != target_;
}

const Item* Model::find(std::string_view reference) const {
    if (reference.empty() || isForeign(reference)) return nullptr;
    const auto exact = byId_.find(reference);
    if (exact != byId_.end()) return exact->second;
    const auto local = byId_.find(localPart(reference));
    return local == byId_.end() ? nullptr : local->second;
}

std::vector<const Item*> Model::definitionsOf(const Item& event) const {
    std::vector<const Item*> out;
    for (const Item* inner : event.children) {
        if (isEventDefinition(inner->tag())) out.push_back(inner);
        if (!inner->is("eventDefinitionRef")) continue;
        const Item* referred = find(text(*inner->node));
        if (referred != nullptr && isEventDefinition(referred->tag())) out.push_back(referred);
    }
    return out;
}

const Item* Model::participantOf(const Item& item) const {
    if (item.is("participant")) return &item;
    if (item.process == nullptr) return nullptr;
    for (const Item* participant : all("participant"))
        if (find(participant->get("processRef")) == item.process) return participant;
    return nullptr;
}

std::string Model::itemOf(const Item& itemAware) const {
    const std::string own = itemAware.get("itemSubjectRef");
    if (!own.empty()) return own;
    const std::string_view through = itemAware.is("dataObjectReference")  ? "dataObjectRef"
                                     : itemAware.is("dataStoreReference") ? "dataStoreRef"
                                                                          : "";
    if (through.empty()) return {};
    const Item* referred = find(itemAware.get(through));
    return referred == nullptr ? std::string() : referred->get("itemSubjectRef");
}

bool Model::sameItem(const std::string& a, const std::string& b) const {
    if (a == b) return true;
    const Item* left = find(a);
    const Item* right = find(b);
    if (left == nullptr || right == nullptr) return isForeign(a) || isForeign(b);
    return left == right || (left->has("structureRef") && left->get("structureRef") == right->get("structureRef"));
}

bool isItemAware(std::string_view local) {
    static constexpr std::string_view names[] = {"dataObject", "dataObjectReference", "property",
                                                 "dataStore",  "dataStoreReference",  "dataInput",
                                                 "dataOutput", "inputDataItem",       "outputDataItem"};
    return std::find(std::begin(names), std::end(names), local) != std::end(names);
}

bool isGlobalTask(std::string_view local) {
    return local.starts_with("global") && local.ends_with("Task") && local != "globalChoreographyTask";
}

bool isConversationNode(std::string_view local) {
    return local == "conversation" || local == "subConversation" || local == "callConversation";
}

bool isChoreographyActivity(std::string_view local) {
    return local == "choreographyTask" || local == "subChoreography" || local == "callChoreography";
}

}  // namespace toitsu::workflows::bpmn
