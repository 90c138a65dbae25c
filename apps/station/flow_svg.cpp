// Draws the shapes of BPMN 2.0.2 (chapter 12) that our flows use: circles for events, diamonds for gateways, rounded
// rectangles for tasks with a small sign of their kind. Colours come from the report's style sheet by class.

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

#include "apps/station/flow_drawing.h"
#include "base/text.h"
#include "base/xml.h"

namespace toitsu::station {

namespace {

std::string num(double value) {
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out << std::round(value * 10) / 10;
    return out.str();
}

struct Style {
    bool passed = false;
    bool here = false;
    std::string name() const { return here ? "here" : passed ? "passed" : "open"; }
};

// A Japanese label has no spaces to break at: it is cut after so many characters, at most three lines.
std::vector<std::string> labelLines(const std::string& label, std::size_t perLine) {
    std::vector<std::string> lines;
    std::u32string rest = text::decode(label);
    while (!rest.empty() && lines.size() < 3) {
        std::size_t cut = std::min(perLine, rest.size());
        // 「ー」 and closing signs never begin a line.
        while (cut < rest.size() && std::u32string(U"ー」）、。ゃゅょっ").find(rest[cut]) != std::u32string::npos)
            ++cut;
        lines.push_back(text::encode(rest.substr(0, cut)));
        rest = rest.substr(cut);
    }
    return lines;
}

void label(std::ostream& out, const std::string& words, double x, double y, std::size_t perLine) {
    const auto lines = labelLines(words, perLine);
    double at = y - (static_cast<double>(lines.size()) - 1) * 7 + 4;
    for (const std::string& line : lines) {
        out << "<text x=\"" << num(x) << "\" y=\"" << num(at) << "\">" << xml::escape(line) << "</text>";
        at += 14;
    }
}

std::string sign(const std::string& kind) {
    if (kind == "userTask") return "人";
    if (kind == "serviceTask") return "機";
    if (kind == "businessRuleTask") return "表";
    return "";
}

void drawEvent(std::ostream& out, const FlowElement& element) {
    const auto centre = element.box.centre();
    const double radius = std::min(element.box.width, element.box.height) / 2;
    out << "<circle cx=\"" << num(centre.x) << "\" cy=\"" << num(centre.y) << "\" r=\"" << num(radius) << "\"/>";
    if (element.kind == "endEvent")
        out << "<circle cx=\"" << num(centre.x) << "\" cy=\"" << num(centre.y) << "\" r=\"" << num(radius - 3)
            << "\" class=\"inner\"/>";
    if (element.kind == "intermediateCatchEvent" || element.kind == "boundaryEvent")
        out << "<circle cx=\"" << num(centre.x) << "\" cy=\"" << num(centre.y) << "\" r=\"" << num(radius - 3)
            << "\"/><path d=\"M" << num(centre.x) << " " << num(centre.y - radius * 0.5) << "V" << num(centre.y) << "H"
            << num(centre.x + radius * 0.4) << "\"/>";
    label(out, element.name, centre.x, element.box.bottom() + 12, 10);
}

void drawGateway(std::ostream& out, const FlowElement& element) {
    const auto& box = element.box;
    const auto centre = box.centre();
    out << "<path d=\"M" << num(centre.x) << " " << num(box.y) << "L" << num(box.right()) << " " << num(centre.y) << "L"
        << num(centre.x) << " " << num(box.bottom()) << "L" << num(box.x) << " " << num(centre.y) << "Z\"/>";
    const double arm = box.width * 0.16;
    if (element.kind == "parallelGateway")
        out << "<path class=\"sign\" d=\"M" << num(centre.x - arm * 1.3) << " " << num(centre.y) << "h"
            << num(arm * 2.6) << "M" << num(centre.x) << " " << num(centre.y - arm * 1.3) << "v" << num(arm * 2.6)
            << "\"/>";
    else
        out << "<path class=\"sign\" d=\"M" << num(centre.x - arm) << " " << num(centre.y - arm) << "l" << num(arm * 2)
            << " " << num(arm * 2) << "m0 " << num(-arm * 2) << "l" << num(-arm * 2) << " " << num(arm * 2) << "\"/>";
    label(out, element.name, centre.x, box.y - 14, 12);
}

void drawTask(std::ostream& out, const FlowElement& element) {
    const auto& box = element.box;
    out << "<rect x=\"" << num(box.x) << "\" y=\"" << num(box.y) << "\" width=\"" << num(box.width) << "\" height=\""
        << num(box.height) << "\" rx=\"8\"/>";
    label(out, element.name, box.centre().x, box.centre().y + 4,
          static_cast<std::size_t>(std::max(4.0, box.width / 13)));
    if (const std::string mark = sign(element.kind); !mark.empty())
        out << "<text class=\"kind\" x=\"" << num(box.x + 12) << "\" y=\"" << num(box.y + 16) << "\">" << mark
            << "</text>";
}

}  // namespace

std::string flowSvg(const FlowDrawing& drawing, const FlowTrail& trail) {
    const std::set<std::string> passed(trail.path.begin(), trail.path.end());
    const std::set<std::string> here(trail.at.begin(), trail.at.end());
    double left = 1e9, top = 1e9, right = 0, bottom = 0;
    const auto include = [&](double x, double y) {
        left = std::min(left, x), right = std::max(right, x), top = std::min(top, y), bottom = std::max(bottom, y);
    };
    for (const FlowElement& element : drawing.elements)
        if (element.drawn) include(element.box.x, element.box.y), include(element.box.right(), element.box.bottom());
    for (const FlowArrow& arrow : drawing.arrows)
        for (const forms::Point& point : arrow.points) include(point.x, point.y);
    if (right <= left) return {};
    left -= 30, top -= 34, right += 30, bottom += 34;

    std::ostringstream out;
    out << "<svg class=\"flow\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"業務フローの経路\" "
           "viewBox=\""
        << num(left) << " " << num(top) << " " << num(right - left) << " " << num(bottom - top) << "\">";
    for (const FlowArrow& arrow : drawing.arrows) {
        if (arrow.points.size() < 2) continue;
        const bool taken = trail.arrows.count(arrow.id) > 0;
        out << "<g class=\"arrow " << (taken ? "passed" : "open") << "\"><path d=\"M";
        for (std::size_t i = 0; i < arrow.points.size(); ++i)
            out << (i == 0 ? "" : "L") << num(arrow.points[i].x) << " " << num(arrow.points[i].y);
        const forms::Point tip = arrow.points.back(), before = arrow.points[arrow.points.size() - 2];
        const double length = std::max(1e-6, std::hypot(tip.x - before.x, tip.y - before.y));
        const double ux = (tip.x - before.x) / length, uy = (tip.y - before.y) / length;
        out << "\"/><path class=\"tip\" d=\"M" << num(tip.x) << " " << num(tip.y) << "L"
            << num(tip.x - 9 * ux - 4.5 * uy) << " " << num(tip.y - 9 * uy + 4.5 * ux) << "L"
            << num(tip.x - 9 * ux + 4.5 * uy) << " " << num(tip.y - 9 * uy - 4.5 * ux) << "Z\"/>";
        if (!arrow.name.empty()) {
            const forms::Point first = arrow.points[0], second = arrow.points[1];
            label(out, arrow.name, (first.x + second.x) / 2 + 4, (first.y + second.y) / 2 - 8, 12);
        }
        out << "</g>";
    }
    for (const FlowElement& element : drawing.elements) {
        if (!element.drawn) continue;
        const Style style{passed.count(element.id) > 0, here.count(element.id) > 0};
        out << "<g class=\"node " << style.name() << "\">";
        if (element.kind.ends_with("Event"))
            drawEvent(out, element);
        else if (element.kind.ends_with("Gateway"))
            drawGateway(out, element);
        else
            drawTask(out, element);
        out << "</g>";
    }
    out << "</svg>";
    return out.str();
}

}  // namespace toitsu::station
