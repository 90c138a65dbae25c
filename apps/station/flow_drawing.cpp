#include "apps/station/flow_drawing.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/files.h"
#include "base/xml.h"

namespace toitsu::station {

namespace {

double number(const xml::Element& element, std::string_view name) {
    return std::strtod(element.get(name, "0").c_str(), nullptr);
}

bool isFlowNode(std::string_view local) {
    return local.ends_with("Task") || local == "task" || local.ends_with("Event") || local.ends_with("Gateway") ||
           local == "callActivity" || local == "subProcess";
}

void collectProcess(const xml::Element& process, FlowDrawing& drawing) {
    for (const xml::Element& child : process.children) {
        if (child.local == "sequenceFlow")
            drawing.arrows.push_back(
                {child.get("id"), child.get("name"), child.get("sourceRef"), child.get("targetRef"), {}});
        else if (isFlowNode(child.local))
            drawing.elements.push_back({child.get("id"), child.local, child.get("name"), {}, false});
        if (child.local == "subProcess") collectProcess(child, drawing);
    }
}

void collectPlane(const xml::Element& plane, FlowDrawing& drawing) {
    for (const xml::Element& part : plane.children) {
        const std::string of = part.get("bpmnElement");
        if (part.local == "BPMNShape") {
            const xml::Element* bounds = part.child("Bounds");
            for (FlowElement& element : drawing.elements)
                if (bounds != nullptr && element.id == of) {
                    element.box = {number(*bounds, "x"), number(*bounds, "y"), number(*bounds, "width"),
                                   number(*bounds, "height")};
                    element.drawn = true;
                }
        } else if (part.local == "BPMNEdge") {
            for (FlowArrow& arrow : drawing.arrows)
                if (arrow.id == of)
                    for (const xml::Element* point : part.all("waypoint"))
                        arrow.points.push_back({number(*point, "x"), number(*point, "y")});
        }
    }
}

// A file without a diagram still gets a picture: one row in the order of the file.
void placeInRow(FlowDrawing& drawing) {
    const bool any =
        std::any_of(drawing.elements.begin(), drawing.elements.end(), [](const auto& e) { return e.drawn; });
    if (any) return;
    double x = 10;
    for (FlowElement& element : drawing.elements) {
        element.box = {x, 20, 100, 60};
        element.drawn = true;
        x += 140;
    }
    for (FlowArrow& arrow : drawing.arrows) {
        const FlowElement* from = drawing.element(arrow.from);
        const FlowElement* to = drawing.element(arrow.to);
        if (from == nullptr || to == nullptr) continue;
        if (from->box.x < to->box.x)
            arrow.points = {{from->box.right(), 50}, {to->box.x, 50}};
        else
            arrow.points = {{from->box.centre().x, 80},
                            {from->box.centre().x, 100},
                            {to->box.centre().x, 100},
                            {to->box.centre().x, 80}};
    }
}

}  // namespace

const FlowElement* FlowDrawing::element(const std::string& id) const {
    for (const FlowElement& element : elements)
        if (element.id == id) return &element;
    return nullptr;
}

std::set<std::string> FlowDrawing::machineElements() const {
    std::set<std::string> machine;
    for (const FlowElement& element : elements)
        if (element.kind == "serviceTask" || element.kind == "sendTask" || element.kind == "scriptTask")
            machine.insert(element.id);
    return machine;
}

Result<FlowDrawing> FlowDrawing::load(const std::string& file) {
    const auto text = files::read(file);
    if (!text) return fail(text.error());
    return parse(*text, file);
}

Result<FlowDrawing> FlowDrawing::parse(const std::string& xml, const std::string& file) {
    const auto document = xml::parse(xml, file);
    if (!document) return fail(document.error());
    FlowDrawing drawing;
    for (const xml::Element& child : document->root.children)
        if (child.local == "process") {
            if (drawing.process.empty()) {
                drawing.process = child.get("id");
                drawing.name = child.get("name");
            }
            collectProcess(child, drawing);
        }
    for (const xml::Element& child : document->root.children)
        if (child.local == "BPMNDiagram")
            for (const xml::Element* plane : child.all("BPMNPlane")) collectPlane(*plane, drawing);
    placeInRow(drawing);
    return drawing;
}

}  // namespace toitsu::station
