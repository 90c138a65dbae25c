// Shapes of BPMN 2.0.2: borders say much – an end event's is thick, an intermediate event's double, what does not
// interrupt is dashed, an event sub-process dotted, a transaction double, a call thick.

#include <algorithm>

#include "workflows/drawing/svg_parts.h"

namespace toitsu::workflows::drawing {

void Pen::circle(Point middle, double radius, std::string_view attributes) {
    out_ << "<circle cx=\"" << num(middle.x) << "\" cy=\"" << num(middle.y) << "\" r=\"" << num(radius) << "\" "
         << attributes << "/>";
}

void Pen::rect(const Rect& box, double corner, std::string_view attributes) {
    out_ << "<rect x=\"" << num(box.x) << "\" y=\"" << num(box.y) << "\" width=\"" << num(box.width) << "\" height=\""
         << num(box.height) << "\" rx=\"" << num(corner) << "\" " << attributes << "/>";
}

void Pen::path(const std::string& data, std::string_view attributes) {
    out_ << "<path d=\"" << data << "\" " << attributes << "/>";
}

namespace {

Rect inset(const Rect& box, double by) {
    return {box.x + by, box.y + by, box.width - 2 * by, box.height - 2 * by};
}

void event(Pen& pen, const Shape& shape) {
    const Point middle = shape.box.middle();
    const double radius = std::min(shape.box.width, shape.box.height) / 2;
    const bool end = shape.kind == "endEvent";
    const bool between = shape.kind != "startEvent" && !end;
    const std::string dash = shape.dashed ? "stroke-dasharray=\"4 3\" " : "";
    pen.circle(middle, radius, dash + (end ? "stroke-width=\"3.5\"" : ""));
    if (between) pen.circle(middle, radius - 3, dash);
    const bool throws = end || shape.kind == "intermediateThrowEvent";
    if (shape.triggers.size() > 1)
        drawTrigger(pen, shape.all ? "parallelMultiple" : "multiple", middle, radius - 1, throws);
    else if (!shape.triggers.empty())
        drawTrigger(pen, shape.triggers.front(), middle, radius - 1, throws);
}

void gateway(Pen& pen, const Shape& shape) {
    const Rect& box = shape.box;
    const Point c = box.middle();
    pen.path("M" + num(c.x) + " " + num(box.y) + "L" + num(box.right()) + " " + num(c.y) + "L" + num(c.x) + " " +
             num(box.bottom()) + "L" + num(box.x) + " " + num(c.y) + "Z");
    const double a = box.width * 0.16;
    const auto stroke = [&](double x1, double y1, double x2, double y2) {
        return "M" + num(c.x + x1) + " " + num(c.y + y1) + "L" + num(c.x + x2) + " " + num(c.y + y2);
    };
    const std::string cross = stroke(-a, -a, a, a) + stroke(-a, a, a, -a);
    const std::string plus = stroke(-a * 1.4, 0, a * 1.4, 0) + stroke(0, -a * 1.4, 0, a * 1.4);
    if (shape.kind == "parallelGateway") {
        pen.path(plus, "class=\"sign bold\"");
    } else if (shape.kind == "inclusiveGateway") {
        pen.circle(c, a * 1.5, "class=\"sign bold\"");
    } else if (shape.kind == "complexGateway") {
        pen.path(plus + cross, "class=\"sign bold\"");
    } else if (shape.kind == "eventBasedGateway") {
        pen.circle(c, a * 1.9, "class=\"sign\"");
        if (!shape.starts) pen.circle(c, a * 1.6, "class=\"sign\"");
        drawTrigger(pen, shape.all ? "parallelMultiple" : "multiple", c, a * 2.1, false);
    } else if (shape.marker == "x") {
        pen.path(cross, "class=\"sign bold\"");
    }
}

void activity(std::ostream& out, Pen& pen, const Shape& shape) {
    std::string border;
    if (shape.kind == "callActivity") border = "stroke-width=\"4\"";
    if (shape.byEvent) border = "stroke-dasharray=\"2 4\"";
    if (holdsOthers(shape)) border += " class=\"wide\"";
    pen.rect(shape.box, 9, border);
    if (shape.kind == "transaction") pen.rect(inset(shape.box, 3), 7, "class=\"sign\"");
    drawTaskSign(pen, shape.called.empty() ? shape.kind : shape.called, {shape.box.x + 4, shape.box.y + 4},
                 shape.starts);
    drawMarkers(pen, shape);
    const Rect& box = shape.box;
    if (holdsOthers(shape))
        words(out, shape.name, {box.x + 10, box.y + 4, box.width - 20, 20}, Align::left, 1);
    else
        words(out, shape.name, {box.x + 5, box.y + 6, box.width - 10, box.height - 8}, Align::middle, 5,
              box.height < 50 ? 10 : 12);
}

// Pools and lanes: the name stands in a band, turned when the pool lies on its side.
void band(std::ostream& out, Pen& pen, const Shape& shape) {
    const Rect& box = shape.box;
    pen.rect(box, 0, shape.kind == "participant" ? "class=\"pool\"" : "class=\"lane\"");
    const bool whole = shape.kind == "participant" && !shape.hasLanes;
    if (whole) {
        words(out, shape.name, box, Align::middle);
    } else if (shape.horizontal) {
        if (shape.kind == "participant")
            pen.path("M" + num(box.x + 30) + " " + num(box.y) + "V" + num(box.bottom()), "class=\"sign\"");
        const Point at{box.x + 15, box.middle().y};
        out << "<g transform=\"rotate(-90 " << num(at.x) << " " << num(at.y) << ")\">";
        words(out, shape.name, {at.x - box.height / 2 + 4, at.y - 13, box.height - 8, 26}, Align::middle, 2);
        out << "</g>";
    } else {
        if (shape.kind == "participant")
            pen.path("M" + num(box.x) + " " + num(box.y + 30) + "H" + num(box.right()), "class=\"sign\"");
        words(out, shape.name, {box.x + 4, box.y, box.width - 8, 30}, Align::middle, 2);
    }
    if (!shape.collection) return;
    for (const double x : {-4.0, 0.0, 4.0})
        pen.path("M" + num(box.middle().x + x) + " " + num(box.bottom() - 15) + "v11", "class=\"sign bold\"");
}

void data(Pen& pen, const Shape& shape) {
    const Rect& box = shape.box;
    const double fold = std::min(box.width, box.height) * 0.3;
    pen.path("M" + num(box.x) + " " + num(box.y) + "H" + num(box.right() - fold) + "l" + num(fold) + " " + num(fold) +
             "V" + num(box.bottom()) + "H" + num(box.x) + "ZM" + num(box.right() - fold) + " " + num(box.y) + "v" +
             num(fold) + "h" + num(fold));
    if (shape.kind == "dataInput" || shape.kind == "dataOutput")
        drawTrigger(pen, "link", {box.x + 11, box.y + 11}, 14, shape.kind == "dataOutput");
    if (!shape.collection) return;
    for (const double x : {-4.0, 0.0, 4.0})
        pen.path("M" + num(box.middle().x + x) + " " + num(box.bottom() - 12) + "v9", "class=\"sign bold\"");
}

void store(Pen& pen, const Shape& shape) {
    const Rect& box = shape.box;
    const double h = box.height * 0.13, w = box.width / 2;
    const auto arc = [&](double y, bool below) {
        return "M" + num(box.x) + " " + num(y) + "a" + num(w) + " " + num(h) + " 0 0 " + (below ? "0" : "1") + " " +
               num(box.width) + " 0";
    };
    pen.path(arc(box.y + h, false) + "V" + num(box.bottom() - h) + "a" + num(w) + " " + num(h) + " 0 0 1 -" +
             num(box.width) + " 0Z");
    for (const double y : {1.0, 1.8, 2.6}) pen.path(arc(box.y + h * y, true), "class=\"sign\"");
}

void annotation(std::ostream& out, Pen& pen, const Shape& shape) {
    const Rect& box = shape.box;
    pen.path("M" + num(box.x + 12) + " " + num(box.y) + "H" + num(box.x) + "V" + num(box.bottom()) + "h12",
             "class=\"sign\"");
    words(out, shape.name, {box.x + 6, box.y + 2, box.width - 8, box.height}, Align::left, 12, 11);
}

void conversation(Pen& pen, const Shape& shape) {
    const Rect& box = shape.box;
    const double side = box.width * 0.25;
    pen.path("M" + num(box.x + side) + " " + num(box.y) + "H" + num(box.right() - side) + "L" + num(box.right()) + " " +
                 num(box.middle().y) + "L" + num(box.right() - side) + " " + num(box.bottom()) + "H" +
                 num(box.x + side) + "L" + num(box.x) + " " + num(box.middle().y) + "Z",
             shape.kind == "callConversation" ? "stroke-width=\"4\"" : "");
}

}  // namespace

void drawShape(std::ostream& out, const Shape& shape) {
    Pen pen(out);
    const std::string& kind = shape.kind;
    if (bpmn::isEvent(kind)) return event(pen, shape);
    if (bpmn::isGateway(kind)) return gateway(pen, shape);
    if (kind == "participant" || kind == "lane") return band(out, pen, shape);
    if (kind == "dataStoreReference" || kind == "dataStore") return store(pen, shape);
    if (kind.starts_with("data")) return data(pen, shape);
    if (kind == "textAnnotation") return annotation(out, pen, shape);
    if (kind == "group") return pen.rect(shape.box, 10, "class=\"group\"");
    if (kind.ends_with("onversation")) return conversation(pen, shape);
    if (kind == "message") return drawTrigger(pen, "message", shape.box.middle(), shape.box.width * 0.9, false);
    if (kind == "participantBand") {
        pen.rect(shape.box, 4, shape.initiating ? "" : "class=\"dim\"");
        return words(out, shape.name, shape.box, Align::middle, 1, 11);
    }
    activity(out, pen, shape);
}

void drawLabel(std::ostream& out, const Shape& shape) {
    const std::string& kind = shape.kind;
    const bool outside = bpmn::isEvent(kind) || bpmn::isGateway(kind) || kind.starts_with("data") || kind == "group" ||
                         kind.ends_with("onversation") || kind == "message";
    if (!outside || shape.name.empty()) return;
    Rect box = shape.label;
    if (box.empty()) box = {shape.box.middle().x - 50, shape.box.bottom() + 3, 100, 16};
    // The label's box is the author's wish for the place; the words may need more.
    const double width = std::max(box.width, std::min(widthOf(shape.name, 11) + 1, 90.0));
    const double lines = static_cast<double>(wrapped(shape.name, width, 11, 5).size());
    words(out, shape.name, {box.middle().x - width / 2, box.y, width, std::max(box.height, lines * 13.2)},
          Align::middle, 5, 11);
}

}  // namespace toitsu::workflows::drawing
