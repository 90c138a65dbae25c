// References between the elements of a file: which flow leads where, which boundary event stands on what, what undoes
// what, and where a process begins.

#include <algorithm>

#include "workflows/bpmn_reader.h"

namespace toitsu::workflows {

Node* BpmnReader::known(const std::string& id, const char* attribute, const Place& place) {
    const auto found = definition_.byId.find(id);
    if (found != definition_.byId.end()) return &definition_.nodes[found->second];
    wrong("W004", place, std::string(attribute) + " が指す要素「" + id + "」がありません。",
          std::string(attribute) + " names " + (id.empty() ? "nothing" : id) + ", which is not there");
    return nullptr;
}

void BpmnReader::linkFlows() {
    for (std::size_t i = 0; i < definition_.flows.size(); ++i) {
        Flow& flow = definition_.flows[i];
        Node* source = known(flow.source, "sourceRef", flow.place);
        Node* target = known(flow.target, "targetRef", flow.place);
        if (!source || !target) continue;
        if (source->parent != target->parent || source->parent == nowhere) {
            wrong("W014", flow.place, "線はサブプロセスやプロセスの境を越えられません。",
                  "a sequence flow may not cross the boundary of a sub-process or process");
            continue;
        }
        source->outgoing.push_back(i);
        target->incoming.push_back(i);
        flow.from = source->index;
        flow.to = target->index;
    }
    for (const Node& node : definition_.nodes) {
        if (node.defaultFlow.empty()) continue;
        const bool own = std::any_of(node.outgoing.begin(), node.outgoing.end(),
                                     [&](std::size_t i) { return definition_.flows[i].id == node.defaultFlow; });
        if (own) continue;
        wrong("W004", node.place, "default が指す線「" + node.defaultFlow + "」はここから出ていません。",
              "default names " + node.defaultFlow + ", which does not leave here");
    }
}

void BpmnReader::linkBoundaries() {
    for (Node& node : definition_.nodes) {
        if (node.type->position != Position::boundary) continue;
        node.attachedTo = localRef(node.attachedTo);
        Node* host = known(node.attachedTo, "attachedToRef", node.place);
        if (!host) continue;
        if (host->type->position != Position::activity || host->parent != node.parent) {
            wrong("W014", node.place, "境界イベントは同じ場所にある作業にだけ付けられます。",
                  "a boundary event must stand on an activity beside it");
            continue;
        }
        const bool undoes = std::any_of(node.triggers.begin(), node.triggers.end(), [](const Trigger& trigger) {
            return trigger.kind == Trigger::Kind::compensation;
        });
        if (!undoes) {
            host->boundaries.push_back(node.index);
            continue;
        }
        for (const auto& [from, to] : associations_) {
            if (from != node.id) continue;
            const Node* handler = definition_.find(to);
            if (handler && handler->type->position == Position::activity && handler->parent == host->parent)
                host->compensatedBy = handler->index;
        }
    }
}

void BpmnReader::linkContainers() {
    for (Node& container : definition_.nodes) {
        for (const std::size_t child : container.children) {
            const Node& node = definition_.at(child);
            if (node.triggeredByEvent) {
                container.eventSubProcesses.push_back(child);
            } else if (node.type->position == Position::start && node.triggers.empty()) {
                container.starts.push_back(child);
            }
        }
        // Nothing says where it begins: whatever has nothing before it (BPMN 2.0.2, 13.2).
        const bool hasStart = std::any_of(container.children.begin(), container.children.end(), [&](std::size_t child) {
            return definition_.at(child).type->position == Position::start;
        });
        if (hasStart) {
            // Alternatives; one of them begins.
            if (container.starts.size() > 1)
                container.starts.erase(container.starts.begin() + 1, container.starts.end());
            continue;
        }
        const bool instantiated = std::any_of(container.children.begin(), container.children.end(),
                                              [&](std::size_t child) { return definition_.at(child).instantiates; });
        if (instantiated && container.type->position == Position::container) continue;
        for (const std::size_t child : container.children) {
            const Node& node = definition_.at(child);
            const bool link = node.type->position == Position::catching && !node.triggers.empty() &&
                              node.triggers.front().kind == Trigger::Kind::link;
            if (node.incoming.empty() && node.type->position != Position::boundary && !node.triggeredByEvent &&
                !node.forCompensation && !link)
                container.starts.push_back(child);
        }
    }
}

void BpmnReader::linkRoles() {
    for (Node& node : definition_.nodes) {
        const auto lane = lanes_.find(node.id);
        const bool person = node.type->tag == "userTask";
        if (person && node.role.empty() && lane != lanes_.end()) node.role = lane->second;
    }
}

void BpmnReader::link() {
    linkFlows();
    linkBoundaries();
    linkContainers();
    linkRoles();
}

}  // namespace toitsu::workflows
