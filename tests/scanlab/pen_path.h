#pragma once

// PenPath: the way of a pen's tip over the paper, in pixels of the sheet.

#include <vector>

#include "forms/geometry.h"
#include "tests/scanlab/sheet.h"

namespace toitsu::scanlab {

class PenPath {
public:
    void add(forms::Point point, double radius) {
        points_.push_back(point);
        radii_.push_back(radius);
    }

    // Bézier curve of three points, from a thick beginning to a thin end as the pressures say.
    void curve(forms::Point a, forms::Point b, forms::Point c, double pen, double from, double to);

    bool empty() const { return points_.empty(); }
    Drawing draw() const;

private:
    std::vector<forms::Point> points_;
    std::vector<double> radii_;
};

}  // namespace toitsu::scanlab
