// Columns: a node stands right of all that leads to it, ways back aside. Rows: in its lane, the first that is free in
// its column. A sub-process is laid out by itself and takes as many columns and rows as it needs.

#include "workflows/drawing/layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "workflows/bpmn/model.h"

namespace toitsu::workflows::drawing {

using bpmn::Item;

namespace {

constexpr double kColumn = 150, kRow = 120, kMargin = 30;

struct Size {
    double width = 0, height = 0;
};

Size sizeOf(const Item& item) {
    if (bpmn::isEvent(item.tag())) return {36, 36};
    if (bpmn::isGateway(item.tag())) return {50, 50};
    return {100, 80};
}

class Level {
public:
    Level(const bpmn::Model& model, const Item& container, Picture& picture)
        : model_(model), container_(container), picture_(picture) {}

    // With its upper left corner at (x, y); answers how large it is.
    Size place(double x, double y) {
        collect();
        columns();
        rows();
        const Size size = put(x, y);
        lines();
        return size;
    }

private:
    void collect() {
        for (const Item* child : container_.children) {
            if (child->is("boundaryEvent"))
                boundaries_.push_back(child);
            else if (bpmn::isFlowNode(child->tag()))
                nodes_.push_back(child);
        }
        for (const Item* lane : model_.all("lane"))
            for (const Item* reference : lane->all("flowNodeRef"))
                if (const Item* node = model_.find(bpmn::text(*reference->node)); node && node->parent == &container_)
                    laneOf_[node] = lane;
        for (const Item* lane : model_.all("lane"))
            if (std::any_of(laneOf_.begin(), laneOf_.end(), [&](const auto& one) { return one.second == lane; }))
                lanes_.push_back(lane);
    }

    // Flows out of a node and of the boundary events on it.
    std::vector<const Item*> next(const Item& node) const {
        std::vector<const Item*> out;
        const auto add = [&](const Item& from) {
            for (const Item* flow : from.outgoing)
                if (const Item* target = model_.target(*flow)) out.push_back(target);
        };
        add(node);
        for (const Item* event : boundaries_)
            if (model_.find(event->get("attachedToRef")) == &node) add(*event);
        return out;
    }

    void columns() {
        // Depth first: a way to what is still open leads back and does not count. A stack of its own: flows may be
        // long.
        std::map<const Item*, int> state;
        std::vector<const Item*> done;
        std::set<std::pair<const Item*, const Item*>> back;
        for (const Item* first : nodes_) {
            if (state[first] != 0) continue;
            std::vector<std::pair<const Item*, std::vector<const Item*>>> open{{first, next(*first)}};
            state[first] = 1;
            while (!open.empty()) {
                auto& [node, rest] = open.back();
                if (rest.empty()) {
                    state[node] = 2;
                    done.push_back(node);
                    open.pop_back();
                    continue;
                }
                const Item* to = rest.front();
                rest.erase(rest.begin());
                if (state[to] == 1) back.emplace(node, to);
                if (state[to] != 0) continue;
                state[to] = 1;
                open.emplace_back(to, next(*to));
            }
        }
        std::reverse(done.begin(), done.end());
        for (const Item* node : done)
            for (const Item* to : next(*node))
                if (!back.contains({node, to})) column_[to] = std::max(column_[to], column_[node] + 1);
    }

    int laneIndex(const Item* node) const {
        const auto lane = laneOf_.find(node);
        if (lane == laneOf_.end()) return 0;
        return static_cast<int>(std::find(lanes_.begin(), lanes_.end(), lane->second) - lanes_.begin());
    }

    void rows() {
        std::map<std::pair<int, int>, int> used;  // (lane, column) → rows
        for (const Item* node : nodes_) {
            row_[node] = used[{laneIndex(node), column_[node]}]++;
            const int lane = laneIndex(node);
            laneRows_[lane] = std::max(laneRows_[lane], row_[node] + 1);
        }
    }

    Size put(double x, double y) {
        const double left = x + (lanes_.empty() ? 0 : kMargin);
        // What is in sub-processes first: it says how wide a column and how high a row must be.
        std::map<const Item*, Size> sizes;
        std::map<int, double> widths;
        std::map<std::pair<int, int>, double> heights;
        for (const Item* node : nodes_) {
            Size size = sizeOf(*node);
            if (bpmn::isSubProcess(node->tag()) && hasNodes(*node)) {
                size = Level(model_, *node, inside_[node]).place(0, 20);
                size.height += 20;
            }
            sizes[node] = size;
            widths[column_[node]] = std::max({widths[column_[node]], size.width + 50, kColumn});
            auto& height = heights[{laneIndex(node), row_[node]}];
            height = std::max({height, size.height + 40, kRow});
        }
        std::map<int, double> columnAt;
        double right = left + kMargin;
        for (const auto& [column, width] : widths) {
            columnAt[column] = right;
            right += width;
        }
        right += kMargin;
        double top = y;
        for (int lane = 0; lane < std::max<int>(1, static_cast<int>(lanes_.size())); ++lane) {
            double at = top + 10;
            std::map<int, double> rowAt;
            for (int row = 0; row < std::max(1, laneRows_[lane]); ++row) {
                rowAt[row] = at;
                at += std::max(kRow, heights[{lane, row}]);
            }
            at += 10;
            if (!lanes_.empty()) {
                Shape band;
                band.id = lanes_[static_cast<std::size_t>(lane)]->id;
                band.box = {x, top, right - x, at - top};
                picture_.shapes.push_back(std::move(band));
            }
            for (const Item* node : nodes_) {
                if (laneIndex(node) != lane) continue;
                const Size size = sizes[node];
                const double height = std::max(kRow, heights[{lane, row_[node]}]);
                const double middleX = columnAt[column_[node]] + widths[column_[node]] / 2;
                putNode(*node, {middleX - size.width / 2, rowAt[row_[node]] + (height - size.height) / 2, size.width,
                                size.height});
            }
            top = at;
        }
        return {right - x, top - y};
    }

    static bool hasNodes(const Item& item) {
        return std::any_of(item.children.begin(), item.children.end(),
                           [](const Item* child) { return bpmn::isFlowNode(child->tag()); });
    }

    void putNode(const Item& node, const Rect& box) {
        Shape shape;
        shape.id = node.id;
        shape.box = box;
        shape.expanded = bpmn::isSubProcess(node.tag()) && hasNodes(node);
        shape.marker = node.is("exclusiveGateway") ? "x" : "";
        box_[&node] = box;
        const bool expanded = shape.expanded;
        picture_.shapes.push_back(std::move(shape));
        if (expanded) take(inside_[&node], box.x, box.y);
        double at = box.x + 14;
        for (const Item* event : boundaries_) {
            if (model_.find(event->get("attachedToRef")) != &node) continue;
            Shape edge;
            edge.id = event->id;
            edge.box = {at, box.bottom() - 18, 36, 36};
            box_[event] = edge.box;
            picture_.shapes.push_back(std::move(edge));
            at += 42;
        }
    }

    // What was laid out by itself, moved to its place.
    void take(Picture& inside, double x, double y) {
        for (Shape& shape : inside.shapes) {
            shape.box.x += x;
            shape.box.y += y;
            picture_.shapes.push_back(std::move(shape));
        }
        for (Line& line : inside.lines) {
            for (Point& point : line.points) point = {point.x + x, point.y + y};
            picture_.lines.push_back(std::move(line));
        }
    }

    void lines() {
        for (const Item* flow : container_.children) {
            if (!flow->is("sequenceFlow")) continue;
            const auto from = box_.find(model_.source(*flow));
            const auto to = box_.find(model_.target(*flow));
            if (from == box_.end() || to == box_.end()) continue;
            Line line;
            line.id = flow->id;
            line.points = way(from->second, to->second, from->first->is("boundaryEvent"));
            picture_.lines.push_back(std::move(line));
        }
    }

    static std::vector<Point> way(const Rect& a, const Rect& b, bool fromBelow) {
        const Point from = a.middle(), to = b.middle();
        if (fromBelow && b.x > from.x) return {{from.x, a.bottom()}, {from.x, to.y}, {b.x, to.y}};
        if (b.x >= a.right()) {
            const bool far = b.x - a.right() > kColumn;  // something may stand between
            const double above = std::min(a.y, b.y) - 14;
            if (std::abs(from.y - to.y) < 1 && far) return {{from.x, a.y}, {from.x, above}, {to.x, above}, {to.x, b.y}};
            if (std::abs(from.y - to.y) < 1) return {{a.right(), from.y}, {b.x, to.y}};
            const double bend = a.right() + 20;  // its row is emptier than ours
            return {{a.right(), from.y}, {bend, from.y}, {bend, to.y}, {b.x, to.y}};
        }
        const double below = std::max(a.bottom(), b.bottom()) + 16;
        return {{from.x, a.bottom()}, {from.x, below}, {to.x, below}, {to.x, b.bottom()}};
    }

    const bpmn::Model& model_;
    const Item& container_;
    Picture& picture_;
    std::vector<const Item*> nodes_, boundaries_, lanes_;
    std::map<const Item*, const Item*> laneOf_;
    std::map<const Item*, int> column_, row_;
    std::map<int, int> laneRows_;
    std::map<const Item*, Rect> box_;
    std::map<const Item*, Picture> inside_;  // of sub-processes
};

}  // namespace

void layOut(const bpmn::Document& document, Picture& picture) {
    const bpmn::Model model(document);
    double top = 40;
    for (const Item* process : model.all("process")) {
        const std::size_t before = picture.shapes.size();
        const Size size = Level(model, *process, picture).place(60, top);
        if (picture.shapes.size() == before) continue;
        top += size.height + 40;
    }
}

}  // namespace toitsu::workflows::drawing
