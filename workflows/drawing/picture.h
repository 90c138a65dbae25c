#pragma once

// Picture: what a BPMN document's diagram shows, ready to be drawn – every shape with its place and all that decides
// its look (BPMN 2.0.2, chapter 12.2 and 13). In the diagram's own units (pixels), x to the right, y down. A document
// without a diagram is laid out simply (layout.h).

#include <string>
#include <vector>

#include "workflows/bpmn/document.h"

namespace toitsu::workflows::drawing {

struct Point {
    double x = 0, y = 0;
};

struct Rect {
    double x = 0, y = 0, width = 0, height = 0;

    double right() const { return x + width; }
    double bottom() const { return y + height; }
    Point middle() const { return {x + width / 2, y + height / 2}; }
    bool empty() const { return width <= 0 || height <= 0; }
};

struct Shape {
    std::string id;    // of the BPMN element
    std::string kind;  // its tag: "userTask", "lane", "participant", "dataObjectReference"
    std::string name;
    Rect box;
    Rect label;                         // empty: where BPMN usually puts it
    std::vector<std::string> triggers;  // events: "timer", "message" …
    bool all = false;                   // events: parallelMultiple; event-based gateways: parallel
    bool dashed = false;                // non-interrupting
    bool starts = false;                // instantiating gateways and receive tasks
    std::string loop;                   // "standard", "parallel", "sequential"
    bool compensates = false;
    bool byEvent = false;     // event sub-process
    bool expanded = false;    // sub-processes: what is in them is drawn
    bool horizontal = true;   // pools and lanes
    bool hasLanes = false;    // of a pool: its name stands in a band
    bool collection = false;  // data; multi-instance participants
    std::string marker;       // exclusive gateways: "x" or ""
    std::string called;       // call activities of a global task: its tag
    bool initiating = false;  // bands of choreographies
};

// An expanded sub-process or call: drawn behind what stands in it.
bool holdsOthers(const Shape& shape);

struct Line {
    std::string id;
    std::string kind;  // "sequenceFlow", "messageFlow", "association", "dataInputAssociation" …
    std::string name;
    std::vector<Point> points;
    Rect label;
    bool conditional = false;  // leaves an activity with a condition
    bool isDefault = false;
    bool arrowAtStart = false;  // associations
    bool arrowAtEnd = false;
};

struct Picture {
    std::string name;
    std::vector<Shape> shapes;  // those behind first
    std::vector<Line> lines;

    const Shape* shape(const std::string& id) const;
    Rect bounds() const;  // of everything, labels included
};

// All diagrams of the document, one below the other; `laidOut` says that it has none.
struct Drawn {
    Picture picture;
    bool laidOut = false;
};
Drawn pictureOf(const bpmn::Document& document);

}  // namespace toitsu::workflows::drawing
