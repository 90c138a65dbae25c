#pragma once

// Model: a document's BPMN elements with what the rules ask of them – parent, process, ids, sequence flows of a node,
// event definitions with references followed. It looks at the document, which must stay as it is meanwhile.

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/bpmn/document.h"

namespace toitsu::workflows::bpmn {

struct Item {
    const Node* node = nullptr;
    const Item* parent = nullptr;
    const Item* process = nullptr;  // the process it stands in, itself for a process
    std::vector<const Item*> children;
    std::vector<const Item*> incoming;  // sequence flows, of flow nodes
    std::vector<const Item*> outgoing;
    std::string id;

    const std::string& tag() const { return node->local; }
    bool is(std::string_view local) const { return node->local == local; }
    const Item* child(std::string_view local) const;
    std::vector<const Item*> all(std::string_view local) const;
    std::string get(std::string_view name) const { return bpmn::get(*node, name); }
    bool has(std::string_view name) const { return attribute(*node, name) != nullptr; }
    bool within(const Item& outer) const;  // inside it, at any depth
    bool executable() const;               // in a process with isExecutable="true"
    bool extended() const;                 // carries another vendor's attributes or extension elements
    // In an executable process, and no other vendor's: where such a profile stands on the process, what an execution
    // needs is said there.
    bool strictlyExecutable() const { return executable() && !process->extended(); }
};

class Model {
public:
    explicit Model(const Document& document);

    const std::deque<Item>& items() const { return items_; }  // in the file's order
    const Item& definitions() const { return items_.front(); }
    std::vector<const Item*> all(std::string_view tag) const;

    // By id, or by a reference with the prefix of the target namespace. nullptr: nothing here of that id.
    const Item* find(std::string_view reference) const;
    bool isForeign(std::string_view reference) const;  // its prefix names another namespace than the target's
    std::string spaceOf(std::string_view prefix) const;

    const Item* source(const Item& flow) const { return find(flow.get("sourceRef")); }
    const Item* target(const Item& flow) const { return find(flow.get("targetRef")); }

    // Event definitions of an event, those by eventDefinitionRef included, in the file's order.
    std::vector<const Item*> definitionsOf(const Item& event) const;
    const Item* participantOf(const Item& item) const;  // the pool that its process is in; itself for a participant
    bool executable() const { return executable_; }     // any process is
    std::string itemOf(const Item& itemAware) const;    // id of the item definition, references followed
    // The same item definition, or two with the same structureRef.
    bool sameItem(const std::string& a, const std::string& b) const;

private:
    void add(const Node& node, Item* parent, Item* process);

    std::deque<Item> items_;
    std::multimap<std::string, const Item*, std::less<>> byId_;
    std::map<std::string, std::string, std::less<>> prefixes_;
    std::map<std::string, std::vector<const Item*>, std::less<>> byTag_;
    std::string target_;
    bool executable_ = false;
};

bool isItemAware(std::string_view local);
bool isGlobalTask(std::string_view local);
bool isConversationNode(std::string_view local);
bool isChoreographyActivity(std::string_view local);

}  // namespace toitsu::workflows::bpmn
