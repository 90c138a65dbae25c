#pragma once

// Flow drawing: what a BPMN file says about its elements and where its diagram puts them. For showing a case's path and
// for knowing which elements wait for a machine; running the flow is the engine's business.

#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "forms/geometry.h"

namespace toitsu::station {

struct FlowElement {
    std::string id;
    std::string kind;  // BPMN element name: "userTask"
    std::string name;
    forms::Box box;  // in the diagram's own units; empty when the file has no shape for it
    bool drawn = false;
};

struct FlowArrow {
    std::string id;
    std::string name;
    std::string from, to;  // element ids
    std::vector<forms::Point> points;
};

struct FlowDrawing {
    std::string process;
    std::string name;
    std::vector<FlowElement> elements;
    std::vector<FlowArrow> arrows;

    const FlowElement* element(const std::string& id) const;
    // Service tasks: where a token waits for a job.
    std::set<std::string> machineElements() const;

    static Result<FlowDrawing> load(const std::string& file);
    static Result<FlowDrawing> parse(const std::string& xml, const std::string& file);
};

// The way of one case through the drawing.
struct FlowTrail {
    std::vector<std::string> path;  // elements that were entered
    std::vector<std::string> at;    // where it waits now
    std::set<std::string> arrows;   // sequence flows that were taken
};

// The drawing as one SVG element with the trail marked. Without a diagram in the file the elements stand in one row.
std::string flowSvg(const FlowDrawing& drawing, const FlowTrail& trail);

}  // namespace toitsu::station
