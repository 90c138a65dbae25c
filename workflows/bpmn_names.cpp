// What a BPMN file gives names to: messages, signals, errors, escalations, operations, event definitions that are used
// in several places, and data. Wherever they stand in the file they are known everywhere in it, for ids are unique.

#include "workflows/bpmn.h"
#include "workflows/bpmn_reader.h"

namespace toitsu::workflows {

void BpmnReader::collectNames(const xml::Element& element) {
    for (const xml::Element& child : element.children) {
        if (child.space != bpmnNamespace) continue;
        collectName(child);
        collectNames(child);
    }
    if (&element != &root_) return;
    for (const xml::Element& child : element.children) {
        if (child.space == bpmnNamespace && child.local.ends_with("EventDefinition"))
            eventDefinitions_.emplace(child.get("id"), &child);
    }
}

void BpmnReader::collectName(const xml::Element& element) {
    const std::string id = element.get("id");
    const std::string& tag = element.local;
    if (id.empty()) return;
    if (tag == "message" || tag == "signal") {
        names_[id] = element.get("name", id);
    } else if (tag == "error") {
        names_[id] = element.get("errorCode", element.get("name", id));
    } else if (tag == "escalation") {
        names_[id] = element.get("escalationCode", element.get("name", id));
    } else if (tag == "operation") {
        operations_[id] = element.get("name", id);
        if (const xml::Element* in = element.child("inMessageRef")) operationMessages_[id] = localRef(in->text);
    } else if (tag == "dataObject" || tag == "property" || tag == "dataInput" || tag == "dataOutput" ||
               tag == "dataStore") {
        data_[id] = element.get("name", id);
    } else if (tag == "dataObjectReference") {
        refers_[id] = localRef(element.get("dataObjectRef"));
    } else if (tag == "dataStoreReference") {
        refers_[id] = localRef(element.get("dataStoreRef", id));
        if (!element.find("dataStoreRef")) data_[id] = element.get("name", id);
    }
}

std::string BpmnReader::dataName(const std::string& reference) const {
    const auto refers = refers_.find(reference);
    const std::string& id = refers == refers_.end() ? reference : refers->second;
    const auto name = data_.find(id);
    return name == data_.end() ? id : name->second;
}

}  // namespace toitsu::workflows
