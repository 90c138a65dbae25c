#include "workflows/bpmn/diagram.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

// A new step is put on the longest straight piece of its arrow. Where that piece is too short, everything behind its
// end moves on by what is missing; frames (pools, lanes, sub-processes) that reach over the line grow instead.

namespace toitsu::workflows::bpmn {

namespace {

constexpr double gap = 40;  // between two steps at least
constexpr double taskWidth = 100, taskHeight = 80, eventSize = 36, gatewaySize = 50;

double number(const Node& node, std::string_view name) {
    const double value = std::strtod(get(node, name).c_str(), nullptr);
    return std::isfinite(value) ? value : 0;
}

std::string written(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.2f", value);
    std::string out = text;
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.') out.pop_back();
    return out == "-0" ? "0" : out;
}

Node* boundsOf(Node& shape) {
    return child(shape, "Bounds", boundsSpace);
}

std::vector<Node*> pointsOf(Node& edge) {
    std::vector<Node*> out;
    for (Node& inner : edge.children)
        if (is(inner, "waypoint", waypointSpace)) out.push_back(&inner);
    return out;
}

Box boxOf(const Node& bounds) {
    return {number(bounds, "x"), number(bounds, "y"), number(bounds, "width"), number(bounds, "height")};
}

void eachDrawn(Node& node, const std::string& kind, std::vector<Node*>& out) {
    for (Node& inner : node.children) {
        if (inner.kind != Node::Kind::element) continue;
        if (is(inner, kind, diagramSpace)) out.push_back(&inner);
        eachDrawn(inner, kind, out);
    }
}

}  // namespace

std::optional<Box> Diagram::box(std::string_view id) {
    Node* shape = document_.shapeOf(id);
    Node* bounds = shape == nullptr ? nullptr : boundsOf(*shape);
    return bounds == nullptr ? std::nullopt : std::optional<Box>(boxOf(*bounds));
}

std::vector<Waypoint> Diagram::waypoints(std::string_view flow) {
    std::vector<Waypoint> out;
    Node* edge = document_.shapeOf(flow);
    if (edge == nullptr) return out;
    for (const Node* point : pointsOf(*edge)) out.push_back({number(*point, "x"), number(*point, "y")});
    return out;
}

Box Diagram::sizeOf(std::string_view id) {
    const Node* node = document_.find(id);
    if (const auto drawn = box(id)) return *drawn;
    if (node != nullptr && isEvent(node->local)) return {0, 0, eventSize, eventSize};
    if (node != nullptr && isGateway(node->local)) return {0, 0, gatewaySize, gatewaySize};
    return {0, 0, taskWidth, taskHeight};
}

Node* Diagram::plane(std::string_view id) {
    Node* at = document_.shapeOf(id);
    while (at != nullptr && !is(*at, "BPMNPlane", diagramSpace)) at = document_.parentOf(*at);
    return at;
}

// Also for one that is drawn already: its boundary events and labels go with it.
void Diagram::place(std::string_view id, const Box& target) {
    Node* shape = document_.shapeOf(id);
    if (shape == nullptr) return;
    Node* bounds = boundsOf(*shape);
    if (bounds == nullptr) return;
    const Box old = boxOf(*bounds);
    document_.set(*bounds, "x", written(target.x));
    document_.set(*bounds, "y", written(target.y));
    document_.set(*bounds, "width", written(target.width));
    document_.set(*bounds, "height", written(target.height));
    if (Node* label = child(*shape, "BPMNLabel", diagramSpace))
        if (Node* inner = boundsOf(*label)) {
            document_.set(*inner, "x", written(number(*inner, "x") + target.x - old.x));
            document_.set(*inner, "y", written(number(*inner, "y") + target.y - old.y));
        }
    std::vector<std::string> attached;
    for (const Node& inner : document_.parentOf(*document_.find(id))->children)
        if (is(inner, "boundaryEvent") && localPart(get(inner, "attachedToRef")) == id)
            attached.push_back(get(inner, "id"));
    for (const std::string& event : attached) {
        const auto own = box(event);
        if (!own) continue;
        place(event, {own->x + target.x - old.x, own->y + target.y - old.y, own->width, own->height});
        for (const Node& inner : document_.parentOf(*document_.find(event))->children) {
            if (!is(inner, "sequenceFlow") || localPart(get(inner, "sourceRef")) != event) continue;
            auto points = waypoints(get(inner, "id"));
            if (points.empty()) continue;
            points.front() = {points.front().x + target.x - old.x, points.front().y + target.y - old.y};
            draw(get(inner, "id"), points);
        }
    }
}

void Diagram::draw(std::string_view flow, const std::vector<Waypoint>& points) {
    Node* edge = document_.shapeOf(flow);
    if (edge == nullptr) return;
    std::vector<Waypoint> kept;
    for (const Waypoint& point : points) {
        const std::size_t n = kept.size();
        const auto near = [](double a, double b) { return std::fabs(a - b) < 0.5; };
        if (n > 0 && near(kept[n - 1].x, point.x) && near(kept[n - 1].y, point.y)) continue;
        const bool straight = n > 1 && ((near(kept[n - 2].x, kept[n - 1].x) && near(kept[n - 1].x, point.x)) ||
                                        (near(kept[n - 2].y, kept[n - 1].y) && near(kept[n - 1].y, point.y)));
        if (straight) kept.pop_back();
        kept.push_back(point);
    }
    if (kept.size() == 1) kept.push_back(kept.front());
    while (!pointsOf(*edge).empty()) document_.remove(*pointsOf(*edge).front());
    const std::string name = document_.name("waypoint", waypointSpace);
    edge = document_.shapeOf(flow);
    for (std::size_t n = 0; n < kept.size(); ++n)
        (void)document_.insert(*edge, n == 0 ? 0 : edge->children.size(),
                               "<" + name + " x=\"" + written(kept[n].x) + "\" y=\"" + written(kept[n].y) + "\"/>",
                               edge->place);
    // Labels and extensions of an edge stand behind its waypoints or before; a modeller reads both orders.
    if (Node* label = child(*edge, "BPMNLabel", diagramSpace)) document_.remove(*label);
}

// Everything that begins at or behind `from` moves by `by`; frames that reach over it grow.
void Diagram::makeRoom(bool across, double from, double by) {
    if (by <= 0) return;
    const std::string at = across ? "x" : "y", size = across ? "width" : "height";
    std::vector<Node*> shapes, edges;
    eachDrawn(document_.definitions(), "BPMNShape", shapes);
    eachDrawn(document_.definitions(), "BPMNEdge", edges);
    std::set<std::string> moved;
    const auto begins = [&](const Node& shape) {
        const Node* drawn = document_.find(localPart(get(shape, "bpmnElement")));
        const Node* host = drawn == nullptr || !is(*drawn, "boundaryEvent")
                               ? nullptr
                               : document_.shapeOf(localPart(get(*drawn, "attachedToRef")));
        const Node* bounds = child(host == nullptr ? shape : *host, "Bounds", boundsSpace);
        return bounds != nullptr && number(*bounds, at) >= from - 0.5;
    };
    for (const Node* shape : shapes)
        if (begins(*shape)) moved.insert(std::string(localPart(get(*shape, "bpmnElement"))));
    for (Node* shape : shapes) {
        Node* bounds = boundsOf(*shape);
        if (bounds == nullptr) continue;
        const std::string id(localPart(get(*shape, "bpmnElement")));
        const Node* drawn = document_.find(id);
        const bool frame =
            drawn != nullptr && (is(*drawn, "participant") || is(*drawn, "lane") || isSubProcess(drawn->local));
        if (moved.count(id) > 0) {
            document_.set(*bounds, at, written(number(*bounds, at) + by));
            Node* label = child(*shape, "BPMNLabel", diagramSpace);
            Node* inner = label == nullptr ? nullptr : boundsOf(*label);
            if (inner != nullptr) document_.set(*inner, at, written(number(*inner, at) + by));
        } else if (frame && number(*bounds, at) + number(*bounds, size) > from) {
            document_.set(*bounds, size, written(number(*bounds, size) + by));
        }
    }
    for (Node* edge : edges) {
        const Node* flow = document_.find(localPart(get(*edge, "bpmnElement")));
        const auto points = pointsOf(*edge);
        if (flow == nullptr || points.empty()) continue;
        const auto endMoves = [&](const char* end) { return moved.count(std::string(localPart(get(*flow, end)))) > 0; };
        std::vector<double> old;
        for (const Node* point : points) old.push_back(number(*point, at));
        std::vector<bool> shift;
        for (const double value : old) shift.push_back(value >= from - 0.5);
        shift.front() = endMoves("sourceRef");
        shift.back() = endMoves("targetRef");
        // The piece that leaves an end at a right angle stays with it.
        const std::size_t last = points.size() - 1;
        if (last > 1 && std::fabs(old[1] - old[0]) < 0.5) shift[1] = shift[0];
        if (last > 1 && std::fabs(old[last - 1] - old[last]) < 0.5) shift[last - 1] = shift[last];
        for (std::size_t n = 0; n < points.size(); ++n)
            if (shift[n]) document_.set(*points[n], at, written(old[n] + by));
        Node* label = child(*edge, "BPMNLabel", diagramSpace);
        Node* inner = label == nullptr ? nullptr : boundsOf(*label);
        if (inner != nullptr && number(*inner, at) >= from) document_.set(*inner, at, written(number(*inner, at) + by));
    }
}

// The part of a straight piece that lies beside neither of the elements that the arrow joins: where it ends at a corner
// in the middle of one, the step must keep clear of the whole element.
Diagram::Reach Diagram::reachOf(std::string_view flow, Waypoint a, Waypoint b, bool across) {
    const Node* node = document_.find(flow);
    Reach free{across ? a.x : a.y, across ? b.x : b.y};
    const bool forward = free.low <= free.high;
    if (!forward) std::swap(free.low, free.high);
    const auto boxAt = [&](const char* end) {
        return node == nullptr ? std::nullopt : box(localPart(get(*node, end)));
    };
    const auto first = boxAt(forward ? "sourceRef" : "targetRef"), last = boxAt(forward ? "targetRef" : "sourceRef");
    const auto holds = [&](const Box& one, double at) {
        return across ? one.x <= at && at <= one.right() : one.y <= at && at <= one.bottom();
    };
    if (first && holds(*first, free.low)) free.low = across ? first->right() : first->bottom();
    if (last && holds(*last, free.high)) free.high = across ? last->x : last->y;
    return free;
}

// What lies under a new step moves on, with all behind it.
void Diagram::clear(std::string_view id, bool across) {
    for (int pass = 0; pass < 4; ++pass) {
        const auto own = box(id);
        std::vector<Node*> shapes;
        eachDrawn(document_.definitions(), "BPMNShape", shapes);
        std::optional<Box> under;
        for (const Node* shape : shapes) {
            const Node* drawn = document_.find(localPart(get(*shape, "bpmnElement")));
            const Node* bounds = child(std::as_const(*shape), "Bounds", boundsSpace);
            const bool step = drawn != nullptr && isFlowNode(drawn->local) && get(*drawn, "id") != id;
            if (!step || bounds == nullptr || document_.parentOf(*drawn) != document_.parentOf(*document_.find(id)))
                continue;
            const Box other = boxOf(*bounds);
            const bool apart = other.right() <= own->x || own->right() <= other.x || other.bottom() <= own->y ||
                               own->bottom() <= other.y;
            if (!apart) under = other;
        }
        if (!own || !under) return;
        // Across the arrow's direction, so that the arrow itself stays straight.
        const double own1 = across ? own->bottom() : own->right(), own0 = across ? own->y : own->x;
        const double other0 = across ? under->y : under->x;
        if (other0 > own0)
            makeRoom(!across, other0, own1 + gap / 2 - other0);
        else
            makeRoom(!across, own0, (across ? under->bottom() : under->right()) + gap / 2 - own0);
    }
}

void Diagram::insertOn(std::string_view flow, std::string_view id, std::string_view next) {
    auto points = waypoints(flow);
    Node* on = plane(flow);
    if (points.size() < 2 || on == nullptr) return;
    std::size_t longest = 1;
    const auto length = [&](std::size_t n) {
        return std::fabs(points[n].x - points[n - 1].x) + std::fabs(points[n].y - points[n - 1].y);
    };
    for (std::size_t n = 2; n < points.size(); ++n)
        if (length(n) > length(longest)) longest = n;
    Box size = sizeOf(id);
    const bool across =
        std::fabs(points[longest].x - points[longest - 1].x) >= std::fabs(points[longest].y - points[longest - 1].y);
    const double wanted = (across ? size.width : size.height) + 2 * gap;
    Reach free = reachOf(flow, points[longest - 1], points[longest], across);
    if (wanted > free.high - free.low) {
        // Forward arrows push what they lead to, backward ones what they come from.
        makeRoom(across, free.high, wanted - (free.high - free.low));
        points = waypoints(flow);
        free = reachOf(flow, points[longest - 1], points[longest], across);
    }
    const Waypoint a = points[longest - 1], b = points[longest];
    const double along = (free.low + free.high) / 2;
    size.x = (across ? along : a.x) - size.width / 2;
    size.y = (across ? a.y : along) - size.height / 2;
    if (document_.shapeOf(id) == nullptr)
        (void)document_.append(
            *on,
            "<" + document_.name("BPMNShape", diagramSpace) + " id=\"" + document_.freshId("shape-" + std::string(id)) +
                "\" bpmnElement=\"" + std::string(id) + "\"><" + document_.name("Bounds", boundsSpace) +
                " x=\"0\" y=\"0\" width=\"1\" height=\"1\"/></" + document_.name("BPMNShape", diagramSpace) + ">",
            on->place);
    place(id, size);
    on = plane(flow);
    if (document_.shapeOf(next) == nullptr)
        (void)document_.append(*on,
                               "<" + document_.name("BPMNEdge", diagramSpace) + " id=\"" +
                                   document_.freshId("edge-" + std::string(next)) + "\" bpmnElement=\"" +
                                   std::string(next) + "\"/>",
                               on->place);
    const bool forward = across ? b.x >= a.x : b.y >= a.y;
    const Waypoint in = across ? Waypoint{forward ? size.x : size.right(), size.middleY()}
                               : Waypoint{size.middleX(), forward ? size.y : size.bottom()};
    const Waypoint out = across ? Waypoint{forward ? size.right() : size.x, size.middleY()}
                                : Waypoint{size.middleX(), forward ? size.bottom() : size.y};
    std::vector<Waypoint> before(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(longest)), after{out};
    before.push_back(in);
    after.insert(after.end(), points.begin() + static_cast<std::ptrdiff_t>(longest), points.end());
    draw(flow, before);
    draw(next, after);
    clear(id, across);
}

void Diagram::insertBefore(std::string_view target, std::string_view id, const std::vector<std::string>& incoming,
                           std::string_view next) {
    const auto old = box(target);
    Node* on = plane(target);
    if (!old || on == nullptr) return;
    Box size = sizeOf(id);
    std::map<std::string, std::vector<Waypoint>> ends;
    for (const std::string& flow : incoming) ends[flow] = waypoints(flow);
    makeRoom(true, old->x, size.width + gap);
    size.x = old->x;
    size.y = old->middleY() - size.height / 2;
    if (document_.shapeOf(id) == nullptr)
        (void)document_.append(
            *on,
            "<" + document_.name("BPMNShape", diagramSpace) + " id=\"" + document_.freshId("shape-" + std::string(id)) +
                "\" bpmnElement=\"" + std::string(id) + "\"><" + document_.name("Bounds", boundsSpace) +
                " x=\"0\" y=\"0\" width=\"1\" height=\"1\"/></" + document_.name("BPMNShape", diagramSpace) + ">",
            on->place);
    place(id, size);
    on = plane(target);
    if (document_.shapeOf(next) == nullptr)
        (void)document_.append(*on,
                               "<" + document_.name("BPMNEdge", diagramSpace) + " id=\"" +
                                   document_.freshId("edge-" + std::string(next)) + "\" bpmnElement=\"" +
                                   std::string(next) + "\"/>",
                               on->place);
    const auto shifted = box(target);
    draw(next, {{size.right(), size.middleY()}, {shifted->x, shifted->middleY()}});
    for (const auto& [flow, points] : ends) {
        if (points.size() < 2) continue;
        // From above, from below, or from the side: the last piece keeps its direction and ends at the new border.
        std::vector<Waypoint> bent = waypoints(flow);
        const Waypoint last = points.back(), previous = points[points.size() - 2];
        const bool upright = std::fabs(last.x - previous.x) < 0.5;
        if (upright) {
            const bool below = previous.y > last.y;
            bent.back() = {size.middleX(), below ? size.bottom() : size.y};
            bent[bent.size() - 2].x = size.middleX();
        } else {
            bent.back() = {previous.x > last.x ? size.right() : size.x, size.middleY()};
            if (bent.size() > 2) bent[bent.size() - 2].y = size.middleY();
        }
        draw(flow, bent);
    }
}

void Diagram::joinOver(std::string_view incoming, std::string_view outgoing) {
    auto points = waypoints(incoming);
    const auto rest = waypoints(outgoing);
    if (points.empty() || rest.empty()) return;
    points.insert(points.end(), rest.begin(), rest.end());
    draw(incoming, points);
}

void Diagram::erase(std::string_view id) {
    while (Node* drawn = document_.shapeOf(id)) document_.remove(*drawn);
}

}  // namespace toitsu::workflows::bpmn
