#pragma once

// A document's diagram follows what is changed in its flow: added steps get a place, arrows are bent anew, what stands
// behind moves on. In the diagram's own units (pixels in most modellers), x to the right, y down.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/bpmn/document.h"

namespace toitsu::workflows::bpmn {

struct Box {
    double x = 0, y = 0, width = 0, height = 0;

    double right() const { return x + width; }
    double bottom() const { return y + height; }
    double middleX() const { return x + width / 2; }
    double middleY() const { return y + height / 2; }
};

struct Waypoint {
    double x = 0, y = 0;
};

class Diagram {
public:
    explicit Diagram(Document& document) : document_(document) {}

    // Nothing where the element is not drawn; every function below then changes nothing.
    std::optional<Box> box(std::string_view id);
    std::vector<Waypoint> waypoints(std::string_view flow);

    // Puts `id` (a task of 100 × 80, or an event of 36 × 36) on the arrow `flow`, which then ends at it; `next` is the
    // arrow from there to where `flow` led.
    void insertOn(std::string_view flow, std::string_view id, std::string_view next);
    // Puts it where `target` stood, which moves on with all that is behind it; arrows to `target` end at it.
    void insertBefore(std::string_view target, std::string_view id, const std::vector<std::string>& incoming,
                      std::string_view next);
    // The arrow `incoming` runs on along `outgoing`, through where the element between them stood.
    void joinOver(std::string_view incoming, std::string_view outgoing);
    void erase(std::string_view id);

private:
    struct Reach {
        double low = 0, high = 0;
    };
    Reach reachOf(std::string_view flow, Waypoint a, Waypoint b, bool across);
    void clear(std::string_view id, bool across);
    void place(std::string_view id, const Box& box);
    void draw(std::string_view flow, const std::vector<Waypoint>& points);
    void makeRoom(bool across, double from, double by);
    Box sizeOf(std::string_view id);
    Node* plane(std::string_view id);

    Document& document_;
};

}  // namespace toitsu::workflows::bpmn
