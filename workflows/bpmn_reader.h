#pragma once

// The inside of bpmn.cpp: what is known of a file while it is read. For the reading of nodes, events and loops.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/xml.h"
#include "workflows/definition.h"
#include "workflows/elements/element.h"

namespace toitsu::workflows {

// A reference without the prefix of a qualified name.
std::string localRef(const std::string& reference);

class BpmnReader {
public:
    // `ours`: the file knows our namespace, so its expressions are FEEL.
    BpmnReader(const xml::Element& root, bool ours, Definition& definition, std::vector<Error>& mistakes);

    void read();

private:
    // What stands at the top of the file, and the names of data wherever they are declared (bpmn_names.cpp).
    void collectNames(const xml::Element& element);
    void collectName(const xml::Element& element);
    std::string dataName(const std::string& reference) const;

    // bpmn_nodes.cpp
    void readContainer(const xml::Element& element, std::size_t container);
    std::size_t readNode(const xml::Element& element, std::size_t parent);
    void readFlow(const xml::Element& element);
    void readLanes(const xml::Element& laneSet);
    void readAssociation(const xml::Element& element);
    void readActivity(const xml::Element& element, Node& node);
    void readMappings(const xml::Element& element, Node& node);
    void checkAttributes(const xml::Element& element, const ElementType& type);

    // bpmn_events.cpp
    void readTriggers(const xml::Element& element, Node& node);
    std::vector<Trigger> triggersIn(const xml::Element& element);
    void addTrigger(const xml::Element& definition, std::vector<Trigger>& triggers);
    std::vector<Trigger> referredTrigger(const std::string& reference);
    void readLoop(const xml::Element& element, Node& node);

    // bpmn_links.cpp
    void link();
    void linkFlows();
    void linkBoundaries();
    void linkContainers();
    void linkRoles();
    Node* known(const std::string& id, const char* attribute, const Place& place);

    void wrong(const char* code, const Place& place, std::string ja, std::string en);
    FormalExpression expression(const xml::Element& element);
    std::int64_t quantity(const xml::Element& element, const char* attribute, std::int64_t least,
                          std::int64_t otherwise);

    const xml::Element& root_;
    Definition& definition_;
    std::vector<Error>& mistakes_;
    ExpressionLanguage language_ = ExpressionLanguage::unknown;
    std::map<std::string, std::string> names_;   // messages, signals, errors and escalations by id: name or code
    std::map<std::string, std::string> data_;    // data objects, properties, data inputs and outputs by id: variable
    std::map<std::string, std::string> refers_;  // data object references by id: id of the data object
    std::map<std::string, const xml::Element*> eventDefinitions_;  // at the top of the file
    std::map<std::string, std::string> operations_;                // of interfaces, by id: name
    std::map<std::string, std::string> operationMessages_;         // of interfaces, by id: the message that goes in
    std::map<std::string, std::string> lanes_;                     // node → innermost lane's name
    std::vector<std::pair<std::string, std::string>> associations_;
    std::set<std::string> ids_;
};

}  // namespace toitsu::workflows
