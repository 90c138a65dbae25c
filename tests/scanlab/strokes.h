#pragma once

// Strokes: ticks, circles, crosses and seals as a hand makes them. Boxes and results are in pixels of the sheet.

#include <string>

#include "forms/geometry.h"
#include "tests/scanlab/lettering.h"

namespace toitsu::scanlab {

Drawing tick(const forms::Box& box, double pen, Random& random);    // ✓, its long arm often beyond the box
Drawing cross(const forms::Box& box, double pen, Random& random);   // ✕
Drawing circle(const forms::Box& box, double pen, Random& random);  // ○ around the box, neither round nor quite closed
Drawing scrawl(const forms::Box& box, double pen, Random& random);  // the box filled by going to and fro
Drawing dot(const forms::Box& box, double pen, Random& random);
Drawing slash(const forms::Box& box, double pen, Random& random);   // ／
Drawing strike(const forms::Box& box, double pen, Random& random);  // 訂正線: two lines across the box and beyond

// A seal with `name` in a ring, `diameter` wide, turned a little, inked unevenly.
Drawing seal(const forms::Point& centre, double diameter, const std::string& name, Random& random);

}  // namespace toitsu::scanlab
