// The order of drawing: what lies behind, then lines, then what stands on them, then words. The trail colours what was
// passed; a number says how often, or how many wait.

#include "workflows/drawing/svg.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "base/xml.h"
#include "workflows/drawing/svg_parts.h"

namespace toitsu::workflows::drawing {

namespace {

constexpr std::string_view kStyle = R"(
svg.bpmn { background: #fff; }
.bpmn circle, .bpmn rect, .bpmn path { fill: #fff; stroke: #333; stroke-width: 1.5; stroke-linejoin: round; }
.bpmn [stroke-width="3.5"] { stroke-width: 3.5; }
.bpmn [stroke-width="4"] { stroke-width: 4; }
.bpmn .sign { fill: none; stroke-width: 1.2; }
.bpmn .sign.bold { stroke-width: 2.4; }
.bpmn .sign.full { fill: #333; }
.bpmn .sign.light { stroke: #fff; fill: none; }
.bpmn .wide { fill-opacity: .6; }
.bpmn .dim { fill: #e4e4e4; }
.bpmn .group { fill: none; stroke-dasharray: 9 4 2 4; }
.bpmn .line { fill: none; }
.bpmn .line.messageFlow { stroke-dasharray: 7 5; }
.bpmn .line.dotted { stroke-dasharray: 2 4; }
.bpmn text { font: 12px "Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif; text-anchor: middle; fill: #222; }
.bpmn > text { paint-order: stroke; stroke: #fff; stroke-width: 4px; stroke-linejoin: round; }
.bpmn text[font-size="11"] { font-size: 11px; }
.bpmn text[font-size="10"] { font-size: 10px; }
.bpmn text[text-anchor="start"] { text-anchor: start; }
.bpmn.trail .node:not(.passed):not(.here) circle, .bpmn.trail .node:not(.passed):not(.here) rect,
.bpmn.trail .node:not(.passed):not(.here) path { stroke: #999; }
.bpmn .node.passed > circle:first-of-type, .bpmn .node.passed > rect:first-of-type, .bpmn .node.passed > path:first-of-type:not(.sign) { fill: #dff1e3; stroke: #1b7a3d; }
.bpmn .node.here > circle:first-of-type, .bpmn .node.here > rect:first-of-type, .bpmn .node.here > path:first-of-type:not(.sign) { fill: #ffe9c7; stroke: #c25b00; stroke-width: 3; }
.bpmn .node.trouble > circle:first-of-type, .bpmn .node.trouble > rect:first-of-type, .bpmn .node.trouble > path:first-of-type:not(.sign) { fill: #fbdcdc; stroke: #b3001b; stroke-width: 3; }
.bpmn.trail .edge .line { stroke: #aaa; }
.bpmn.trail .edge.passed .line { stroke: #1b7a3d; stroke-width: 2.5; }
.bpmn .tip { fill: #333; }
.bpmn .tip.open { fill: #fff; }
.bpmn .tip.stroke { fill: none; }
.bpmn .count { fill: #1b7a3d; stroke: #fff; }
.bpmn .count.now { fill: #c25b00; }
.bpmn text.number { fill: #fff; font-weight: bold; font-size: 11px; }
)";

int valueOf(const std::map<std::string, int>& counts, const std::string& id) {
    const auto found = counts.find(id);
    return found == counts.end() ? 0 : found->second;
}

// A closed or open arrow head at `tip`, coming from `before`.
void arrow(std::ostream& out, Point tip, Point before, std::string_view look) {
    const double length = std::max(1e-6, std::hypot(tip.x - before.x, tip.y - before.y));
    const double ux = (tip.x - before.x) / length, uy = (tip.y - before.y) / length;
    out << "<path class=\"tip " << look << "\" d=\"M" << num(tip.x - 10 * ux - 4.5 * uy) << " "
        << num(tip.y - 10 * uy + 4.5 * ux) << "L" << num(tip.x) << " " << num(tip.y) << "L"
        << num(tip.x - 10 * ux + 4.5 * uy) << " " << num(tip.y - 10 * uy - 4.5 * ux) << (look == "stroke" ? "" : "Z")
        << "\"/>";
}

void drawLine(std::ostream& out, const Line& line, const Trail& trail) {
    const bool flow = line.kind == "sequenceFlow";
    const bool message = line.kind == "messageFlow";
    const bool dotted = !flow && !message && line.kind != "conversationLink";
    out << "<g class=\"edge" << (trail.taken.contains(line.id) ? " passed" : "") << "\" data-id=\""
        << xml::escape(line.id) << "\"><path class=\"line "
        << (message  ? "messageFlow"
            : dotted ? "dotted"
                     : "")
        << "\" d=\"M";
    for (std::size_t i = 0; i < line.points.size(); ++i)
        out << (i == 0 ? "" : "L") << num(line.points[i].x) << " " << num(line.points[i].y);
    out << "\"/>";
    const Point first = line.points.front(), second = line.points[1];
    const Point tip = line.points.back(), before = line.points[line.points.size() - 2];
    if (line.arrowAtEnd) arrow(out, tip, before, flow ? "" : message ? "open" : "stroke");
    if (line.arrowAtStart) arrow(out, first, second, "stroke");
    const double length = std::max(1e-6, std::hypot(second.x - first.x, second.y - first.y));
    const double ux = (second.x - first.x) / length, uy = (second.y - first.y) / length;
    Pen pen(out);
    if (message) pen.circle({first.x + 4 * ux, first.y + 4 * uy}, 4);
    if (line.isDefault)
        pen.path("M" + num(first.x + 7 * ux + 5 * uy + 2 * ux) + " " + num(first.y + 7 * uy - 5 * ux + 2 * uy) + "L" +
                     num(first.x + 11 * ux - 5 * uy - 2 * ux) + " " + num(first.y + 11 * uy + 5 * ux - 2 * uy),
                 "class=\"sign\"");
    if (line.conditional)
        pen.path("M" + num(first.x) + " " + num(first.y) + "L" + num(first.x + 8 * ux - 5 * uy) + " " +
                     num(first.y + 8 * uy + 5 * ux) + "L" + num(first.x + 16 * ux) + " " + num(first.y + 16 * uy) +
                     "L" + num(first.x + 8 * ux + 5 * uy) + " " + num(first.y + 8 * uy - 5 * ux) + "Z",
                 "class=\"tip open\"");
    out << "</g>";
}

void drawLineLabel(std::ostream& out, const Line& line) {
    if (line.name.empty()) return;
    if (!line.label.empty()) {
        const double width = std::max(line.label.width, std::min(widthOf(line.name, 11) + 1, 110.0));
        return words(out, line.name, {line.label.middle().x - width / 2, line.label.y, width, line.label.height},
                     Align::middle, 4, 11);
    }
    // In the middle of the longest piece, above it.
    std::size_t longest = 1;
    const auto lengthOf = [&](std::size_t i) {
        return std::hypot(line.points[i].x - line.points[i - 1].x, line.points[i].y - line.points[i - 1].y);
    };
    for (std::size_t i = 1; i < line.points.size(); ++i)
        if (lengthOf(i) > lengthOf(longest)) longest = i;
    const Point a = line.points[longest - 1], b = line.points[longest];
    words(out, line.name, {(a.x + b.x) / 2 - 45, (a.y + b.y) / 2 - 20, 90, 16}, Align::middle, 3, 11);
}

void drawCount(std::ostream& out, const Shape& shape, const Trail& trail) {
    const int waiting = valueOf(trail.waiting, shape.id);
    const int entered = valueOf(trail.entered, shape.id);
    const int shown = waiting > 0 ? waiting : entered;
    if (shown < 1 || (waiting == 0 && entered < 2)) return;
    const Point at{shape.box.right() - 2, shape.box.y + 2};
    out << "<circle class=\"count" << (waiting > 0 ? " now" : "") << "\" cx=\"" << num(at.x) << "\" cy=\"" << num(at.y)
        << "\" r=\""
        << (shown < 10    ? 9
            : shown < 100 ? 11
                          : 14)
        << "\"/><text class=\"number\" x=\"" << num(at.x) << "\" y=\"" << num(at.y + 4) << "\">" << shown << "</text>";
}

}  // namespace

std::string svg(const Picture& picture, const Trail& trail) {
    const Rect all = picture.bounds();
    const Rect view{all.x - 20, all.y - 20, all.width + 40, all.height + 40};
    std::ostringstream out;
    out << "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bpmn" << (trail.empty() ? "" : " trail")
        << "\" role=\"img\" aria-label=\"" << xml::escape(picture.name) << "\" viewBox=\"" << num(view.x) << " "
        << num(view.y) << " " << num(view.width) << " " << num(view.height) << "\" width=\"" << num(view.width)
        << "\" height=\"" << num(view.height) << "\"><style>" << kStyle << "</style><rect x=\"" << num(view.x)
        << "\" y=\"" << num(view.y) << "\" width=\"" << num(view.width) << "\" height=\"" << num(view.height)
        << "\" style=\"stroke: none\"/>";
    const auto isBehind = [](const Shape& shape) {
        return shape.kind == "participant" || shape.kind == "lane" || holdsOthers(shape);
    };
    const auto draw = [&](const Shape& shape) {
        const bool here = valueOf(trail.waiting, shape.id) > 0;
        const bool passed = valueOf(trail.entered, shape.id) > 0;
        out << "<g class=\"node"
            << (trail.troubled.contains(shape.id) ? " trouble"
                : here                            ? " here"
                : passed                          ? " passed"
                                                  : "")
            << "\" data-id=\"" << xml::escape(shape.id) << "\">";
        if (!shape.name.empty()) out << "<title>" << xml::escape(shape.name) << "</title>";
        drawShape(out, shape);
        out << "</g>";
    };
    for (const Shape& shape : picture.shapes)
        if (isBehind(shape)) draw(shape);
    for (const Line& line : picture.lines) drawLine(out, line, trail);
    for (const Shape& shape : picture.shapes)
        if (!isBehind(shape)) draw(shape);
    for (const Shape& shape : picture.shapes) drawLabel(out, shape);
    for (const Line& line : picture.lines) drawLineLabel(out, line);
    for (const Shape& shape : picture.shapes) drawCount(out, shape, trail);
    out << "</svg>\n";
    return out.str();
}

}  // namespace toitsu::workflows::drawing
