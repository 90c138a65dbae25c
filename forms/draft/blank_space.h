#pragma once

// Blank space: what is left empty beside printed words and boxes, and how much of it is written in.

#include <vector>

#include "forms/geometry.h"

namespace toitsu::forms {

// The widest empty rectangle of `box` beside the obstacles; by area.
Box emptyRectangle(const Box& box, const std::vector<Box>& obstacles, double leastWidth = 0);

// Where people write in an area between rules: a little off the rules, where letters do not reach and scanned lines
// would be taken for strokes. Never less than seven tenths of the area.
Box writingArea(const Box& area);

}  // namespace toitsu::forms
