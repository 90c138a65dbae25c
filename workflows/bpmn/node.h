#pragma once

// Looking at a BPMN document's elements: attributes by namespace, children by name, text without the white space
// around it. The elements are base's (xml::parseWhole).

#include <string>
#include <string_view>
#include <vector>

#include "base/xml_tree.h"

namespace toitsu::workflows::bpmn {

using xml::Node;

inline constexpr std::string_view modelSpace = "http://www.omg.org/spec/BPMN/20100524/MODEL";
inline constexpr std::string_view diagramSpace = "http://www.omg.org/spec/BPMN/20100524/DI";
inline constexpr std::string_view boundsSpace = "http://www.omg.org/spec/DD/20100524/DC";
inline constexpr std::string_view waypointSpace = "http://www.omg.org/spec/DD/20100524/DI";
inline constexpr std::string_view instanceSpace = "http://www.w3.org/2001/XMLSchema-instance";
inline constexpr std::string_view flowSpace = "urn:toitsu:flow:1";

bool is(const Node& node, std::string_view local, std::string_view space = modelSpace);
bool isModel(const Node& node);  // an element of BPMN's model namespace

// nullptr when the attribute is not there. BPMN's own attributes have no namespace.
const std::string* attribute(const Node& node, std::string_view local, std::string_view space = {});
std::string get(const Node& node, std::string_view local, std::string_view space = {});  // "" when absent
bool isTrue(const Node& node, std::string_view local, bool fallback = false);            // "true" or "1"

std::vector<const Node*> elements(const Node& node);  // element children
std::vector<const Node*> elements(const Node& node, std::string_view local);
const Node* child(const Node& node, std::string_view local, std::string_view space = modelSpace);
Node* child(Node& node, std::string_view local, std::string_view space = modelSpace);

std::string text(const Node& node);  // own character data, trimmed

// A reference without its prefix: QName-typed attributes may carry the prefix of the target namespace.
std::string_view localPart(std::string_view reference);

bool isFlowNode(std::string_view local);    // activity, event or gateway
bool isActivity(std::string_view local);    // task of any kind, sub-process of any kind, call activity
bool isSubProcess(std::string_view local);  // subProcess, transaction, adHocSubProcess
bool isGateway(std::string_view local);
bool isEvent(std::string_view local);
bool isEventDefinition(std::string_view local);

}  // namespace toitsu::workflows::bpmn
