#pragma once

// MarkStrokes: the less tidy ways of marking and of taking a mark back. Boxes and results are in pixels of the sheet.

#include <string>
#include <vector>

#include "tests/scanlab/sheet.h"
#include "tests/scanlab/strokes.h"

namespace toitsu::scanlab {

struct Pen {
    Ink ink;
    double width = 0.5;   // mm
    double dryness = 0;   // 0 = flows evenly, 1 = the ball skips and the felt runs dry
    double softness = 0;  // mm by which the paper draws the ink out
};

// What lies on a counter: ball-points that skip, gel and fountain pens, felt pens up to 1.3 mm, pencils.
Pen drawPen(Random& random);

// The pen's own character on a drawn stroke: gaps, uneven ink, soft edges.
void wearStroke(Drawing& drawing, const Pen& pen, double pixelsPerMm, Random& random);

// ✓ as people in a hurry make it: レ with hardly a first arm, starting outside the box, much too large or too small.
Drawing hastyTick(const forms::Box& box, double pen, Random& random);
// ✕ much larger than its box, its strokes of different lengths.
Drawing wideCross(const forms::Box& box, double pen, Random& random);
// ○ or a spiral closed in haste: open by up to a sixth, or drawn round twice.
Drawing hastyCircle(const forms::Box& box, double pen, Random& random);

// Ways of striking out: "lines" (訂正線), "line", "zigzag", "spiral", "hatch", "bigcross" (only round an option's
// text).
const std::vector<std::string>& strikeWays(bool round);
Drawing strikeWay(const std::string& way, const forms::Box& box, double pen, Random& random);

// What is on paper without meaning anything: "hair", "dots" (a resting pen), "tail" (the end of a stroke that comes
// from writing elsewhere), "smear". Around the box or across it.
const std::vector<std::string>& strayWays();
Drawing stray(const std::string& way, const forms::Box& box, double pen, Random& random);

}  // namespace toitsu::scanlab
