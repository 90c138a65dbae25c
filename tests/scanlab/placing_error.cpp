// Pixels become millimetres by the place's own quadrilateral: its upper and its left edge are so many pixels for so
// many millimetres, which a photo's perspective makes different from place to place.

#include "tests/scanlab/placing_error.h"

#include <array>
#include <cmath>
#include <vector>

namespace toitsu::scanlab {
namespace {

using forms::Point;

double number(const Value& value) {
    return value.number() != nullptr ? value.number()->toDouble() : 0;
}

std::vector<double> numbers(const Value& value) {
    std::vector<double> all;
    if (const List* list = value.list())
        for (const Value& one : *list) all.push_back(number(one));
    return all;
}

}  // namespace

PlacingError placingError(const Value& truth, const std::function<Point(Point)>& toScan) {
    PlacingError error;
    const List* places = truth["places"].list();
    for (std::size_t i = 0; places != nullptr && i < places->size(); ++i) {
        const Value& place = (*places)[i];
        const auto box = numbers(place["box"]);
        const List* quad = place["quad"].list();
        if (box.size() != 4 || quad == nullptr || quad->size() != 4 || box[2] <= 0 || box[3] <= 0) continue;
        std::array<Point, 4> there{};
        for (std::size_t k = 0; k < 4; ++k) {
            const auto xy = numbers((*quad)[k]);
            if (xy.size() == 2) there[k] = {xy[0], xy[1]};
        }
        const std::array<Point, 4> corners{Point{box[0], box[1]}, Point{box[0] + box[2], box[1]},
                                           Point{box[0] + box[2], box[1] + box[3]}, Point{box[0], box[1] + box[3]}};
        const Point along{(there[1].x - there[0].x) / box[2], (there[1].y - there[0].y) / box[2]};
        const Point down{(there[3].x - there[0].x) / box[3], (there[3].y - there[0].y) / box[3]};
        const double area = along.x * down.y - along.y * down.x;
        if (std::abs(area) < 1e-9) continue;
        for (std::size_t k = 0; k < 4; ++k) {
            const Point found = toScan(corners[k]);
            const double dx = found.x - there[k].x, dy = found.y - there[k].y;
            const double mm = std::hypot((dx * down.y - dy * down.x) / area, (dy * along.x - dx * along.y) / area);
            error.mean += mm;
            ++error.corners;
            if (mm <= error.worst) continue;
            error.worst = mm;
            if (const auto* field = place["field"].string()) error.worstField = *field;
        }
    }
    if (error.corners > 0) error.mean /= error.corners;
    return error;
}

}  // namespace toitsu::scanlab
