// From the diagram's shapes and edges to pictures: for each, the element that it stands for says how it looks.

#include "workflows/drawing/picture.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "workflows/bpmn/model.h"
#include "workflows/drawing/layout.h"

namespace toitsu::workflows::drawing {

using bpmn::Item;
using bpmn::Model;
using bpmn::Node;

namespace {

double number(const Node& node, std::string_view name) {
    const double value = std::strtod(bpmn::get(node, name).c_str(), nullptr);
    return value > -1e6 && value < 1e6 ? value : 0;  // what is not a number too
}

Rect boundsIn(const Node& node) {
    const Node* bounds = bpmn::child(node, "Bounds", bpmn::boundsSpace);
    if (bounds == nullptr) return {};
    return {number(*bounds, "x"), number(*bounds, "y"), number(*bounds, "width"), number(*bounds, "height")};
}

Rect labelOf(const Node& part) {
    const Node* label = bpmn::child(part, "BPMNLabel", bpmn::diagramSpace);
    return label == nullptr ? Rect{} : boundsIn(*label);
}

void lookOfEvent(const Model& model, const Item& item, Shape& shape) {
    for (const Item* definition : model.definitionsOf(item)) {
        const std::string& tag = definition->tag();
        shape.triggers.push_back(tag.substr(0, tag.find("EventDefinition")));
    }
    shape.all = bpmn::isTrue(*item.node, "parallelMultiple");
    shape.dashed = (item.is("boundaryEvent") && !bpmn::isTrue(*item.node, "cancelActivity", true)) ||
                   (item.is("startEvent") && !bpmn::isTrue(*item.node, "isInterrupting", true));
}

void lookOfActivity(const Model& model, const Item& item, Shape& shape) {
    if (item.child("standardLoopCharacteristics") != nullptr) shape.loop = "standard";
    if (const Item* multi = item.child("multiInstanceLoopCharacteristics"))
        shape.loop = bpmn::isTrue(*multi->node, "isSequential") ? "sequential" : "parallel";
    shape.compensates = bpmn::isTrue(*item.node, "isForCompensation");
    shape.byEvent = bpmn::isTrue(*item.node, "triggeredByEvent");
    shape.starts = bpmn::isTrue(*item.node, "instantiate");
    if (!item.is("callActivity")) return;
    if (const Item* called = model.find(item.get("calledElement")); called != nullptr && called->tag() != "process")
        shape.called = called->tag();
}

void lookOf(const Model& model, const Item& item, Shape& shape) {
    shape.kind = item.tag();
    shape.name = item.get("name");
    if (bpmn::isEvent(item.tag())) lookOfEvent(model, item, shape);
    if (bpmn::isActivity(item.tag())) lookOfActivity(model, item, shape);
    if (item.is("eventBasedGateway")) {
        shape.all = item.get("eventGatewayType") == "Parallel";
        shape.starts = bpmn::isTrue(*item.node, "instantiate");
    }
    if (item.is("textAnnotation")) {
        if (const Item* words = item.child("text")) shape.name = bpmn::text(*words->node);
    }
    if (item.is("group")) {
        const Item* value = model.find(item.get("categoryValueRef"));
        if (value != nullptr) shape.name = value->get("value");
    }
    if (item.is("dataObjectReference")) {
        const Item* object = model.find(item.get("dataObjectRef"));
        shape.collection = object != nullptr && bpmn::isTrue(*object->node, "isCollection");
        if (shape.name.empty() && object != nullptr) shape.name = object->get("name");
    } else {
        shape.collection = bpmn::isTrue(*item.node, "isCollection");
    }
    if (item.is("participant")) {
        const Item* process = model.find(item.get("processRef"));
        shape.hasLanes = process != nullptr;
        shape.collection = item.child("participantMultiplicity") != nullptr;
        if (shape.name.empty() && process != nullptr) shape.name = process->get("name");
    }
}

void lookOf(const Model& model, const Item& item, Line& line) {
    line.kind = item.tag();
    line.name = item.get("name");
    if (item.is("sequenceFlow")) {
        const Item* source = model.source(item);
        line.isDefault = source != nullptr && bpmn::localPart(source->get("default")) == item.id;
        line.conditional =
            source != nullptr && bpmn::isActivity(source->tag()) && item.child("conditionExpression") != nullptr;
        line.arrowAtEnd = true;
    } else if (item.is("association")) {
        const std::string direction = item.get("associationDirection");
        line.arrowAtEnd = direction == "One" || direction == "Both";
        line.arrowAtStart = direction == "Both";
    } else {
        line.arrowAtEnd = !item.is("conversationLink");
    }
}

// What is large lies behind; pools, then lanes, then sub-processes, then what stands in them.
int depthOf(const Shape& shape) {
    if (shape.kind == "participant" && shape.initiating) return 9;
    if (shape.kind == "participant") return 0;
    if (shape.kind == "lane") return 1;
    if (shape.kind == "boundaryEvent") return 8;
    return holdsOthers(shape) ? 2 : 5;
}

void readPlane(const Node& plane, const Model& model, double dy, Picture& picture) {
    for (const Node* part : bpmn::elements(plane)) {
        const std::string of = bpmn::get(*part, "bpmnElement");
        const Item* item = model.find(of);
        if (part->local == "BPMNShape") {
            Shape shape;
            shape.id = std::string(bpmn::localPart(of));
            shape.box = boundsIn(*part);
            if (shape.box.empty()) continue;
            shape.label = labelOf(*part);
            shape.horizontal = bpmn::isTrue(*part, "isHorizontal", shape.box.width >= shape.box.height);
            shape.expanded = bpmn::isTrue(*part, "isExpanded");
            if (bpmn::isTrue(*part, "isMarkerVisible")) shape.marker = "x";
            if (item != nullptr) lookOf(model, *item, shape);
            if (const std::string band = bpmn::get(*part, "participantBandKind"); !band.empty()) {
                shape.kind = "participantBand";
                shape.initiating = band.find("non_initiating") == std::string::npos;
            }
            shape.box.y += dy;
            if (!shape.label.empty()) shape.label.y += dy;
            picture.shapes.push_back(std::move(shape));
        } else if (part->local == "BPMNEdge") {
            Line line;
            line.id = std::string(bpmn::localPart(of));
            for (const Node* point : bpmn::elements(*part))
                if (point->local == "waypoint") line.points.push_back({number(*point, "x"), number(*point, "y") + dy});
            if (line.points.size() < 2) continue;
            line.label = labelOf(*part);
            if (!line.label.empty()) line.label.y += dy;
            if (item != nullptr) lookOf(model, *item, line);
            picture.lines.push_back(std::move(line));
        }
    }
}

void include(Rect& all, const Rect& box) {
    if (all.empty()) {
        all = box;
        return;
    }
    const double right = std::max(all.right(), box.right());
    const double bottom = std::max(all.bottom(), box.bottom());
    all.x = std::min(all.x, box.x);
    all.y = std::min(all.y, box.y);
    all.width = right - all.x;
    all.height = bottom - all.y;
}

}  // namespace

bool holdsOthers(const Shape& shape) {
    return shape.expanded && (bpmn::isSubProcess(shape.kind) || shape.kind == "callActivity");
}

const Shape* Picture::shape(const std::string& id) const {
    const auto found = std::find_if(shapes.begin(), shapes.end(), [&](const Shape& one) { return one.id == id; });
    return found == shapes.end() ? nullptr : &*found;
}

Rect Picture::bounds() const {
    Rect all;
    for (const Shape& shape : shapes) {
        include(all, shape.box);
        if (!shape.label.empty()) include(all, shape.label);
        const bool below = shape.label.empty() && !shape.name.empty() && shape.box.width <= 60;
        if (below) include(all, {shape.box.x - 30, shape.box.y, shape.box.width + 60, shape.box.height + 34});
    }
    for (const Line& line : lines) {
        for (const Point& point : line.points) include(all, {point.x - 1, point.y - 1, 2, 2});
        if (!line.label.empty()) include(all, line.label);
    }
    return all;
}

Drawn pictureOf(const bpmn::Document& document) {
    const Model model(document);
    Drawn drawn;
    for (const Node* process : bpmn::elements(document.definitions(), "process"))
        if (drawn.picture.name.empty()) drawn.picture.name = bpmn::get(*process, "name");
    for (const Node* diagram : bpmn::elements(document.definitions())) {
        if (!bpmn::is(*diagram, "BPMNDiagram", bpmn::diagramSpace)) continue;
        const Node* plane = bpmn::child(*diagram, "BPMNPlane", bpmn::diagramSpace);
        if (plane == nullptr) continue;
        Picture alone;
        readPlane(*plane, model, 0, alone);
        const Rect above = drawn.picture.bounds();
        const double dy = above.empty() ? 0 : above.bottom() + 60 - alone.bounds().y;
        readPlane(*plane, model, dy, drawn.picture);
    }
    if (drawn.picture.shapes.empty()) {
        drawn.laidOut = true;
        layOut(document, drawn.picture);
        for (Shape& shape : drawn.picture.shapes)
            if (const Item* item = model.find(shape.id)) lookOf(model, *item, shape);
        for (Line& line : drawn.picture.lines)
            if (const Item* item = model.find(line.id)) lookOf(model, *item, line);
    }
    std::stable_sort(drawn.picture.shapes.begin(), drawn.picture.shapes.end(), [](const Shape& a, const Shape& b) {
        if (depthOf(a) != depthOf(b)) return depthOf(a) < depthOf(b);
        return depthOf(a) <= 2 && a.box.width * a.box.height > b.box.width * b.box.height;
    });
    return drawn;
}

}  // namespace toitsu::workflows::drawing
