#pragma once

// Strokes: ticks, circles, crosses and seals as a hand makes them. Boxes and results are in pixels of the sheet.

#include <string>

#include "forms/geometry.h"
#include "tests/scanlab/lettering.h"

namespace toitsu::scanlab {

Drawing tick(const forms::Box& box, double pen, Random& random);    // ✓, its long arm often beyond the box
Drawing cross(const forms::Box& box, double pen, Random& random);   // ✕
Drawing circle(const forms::Box& box, double pen, Random& random);  // ○ around the box, neither round nor quite closed

// A seal with `name` in a ring, `diameter` wide, turned a little, inked unevenly.
Drawing seal(const forms::Point& centre, double diameter, const std::string& name, Random& random);

}  // namespace toitsu::scanlab
