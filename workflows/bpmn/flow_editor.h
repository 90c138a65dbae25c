#pragma once

// Changes to the graph of a process: a step put on a sequence flow, taken out, moved. Sequence flows keep their ids as
// far as they can, and the diagram follows.

#include <string>
#include <string_view>
#include <vector>

#include "workflows/bpmn/diagram.h"
#include "workflows/bpmn/document.h"

namespace toitsu::workflows::bpmn {

class FlowEditor {
public:
    explicit FlowEditor(Document& document) : document_(document), diagram_(document) {}

    std::vector<std::string> incoming(std::string_view id) const;  // ids of sequence flows, in the file's order
    std::vector<std::string> outgoing(std::string_view id) const;
    std::vector<std::string> boundaries(std::string_view id) const;  // boundary events on it
    std::string target(std::string_view flow) const;
    std::string source(std::string_view flow) const;

    // `step` stands in the process already, without sequence flows. Gives the id of the new sequence flow behind it.
    std::string putOn(std::string_view flow, std::string_view step);
    std::string putBefore(std::string_view target, std::string_view step);  // all flows to target then lead to step
    // The one flow behind it goes; those before it lead to where that led. The step itself stays.
    void bridge(std::string_view step);
    void erase(std::string_view id);  // an element of any kind, its drawing, and its place in lanes

    void joinLane(std::string_view step, std::string_view neighbour);  // the lane that neighbour stands in
    void listFlows();  // <incoming> and <outgoing> anew, where the file has them at all

private:
    std::string newFlow(std::string_view from, std::string_view to, const Place& place);
    void list(Node& node, std::string_view way, const std::vector<std::string>& flows);

    Document& document_;
    Diagram diagram_;
};

}  // namespace toitsu::workflows::bpmn
