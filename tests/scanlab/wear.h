#pragma once

// Wear: what happens to the sheet itself before it is scanned – a stain, a receipt stamp across the page, print that
// shows through from the reverse side, a corner torn off, punched holes.

#include <vector>

#include "forms/geometry.h"
#include "tests/scanlab/scan.h"

namespace toitsu::scanlab {

// Ink and dirt on the paper. `width`, `height`: of the page, mm.
void wear(Sheet& sheet, const Profile& profile, double width, double height, Random& random);

// Where the paper is gone: outlines in mm of the page.
std::vector<std::vector<forms::Point>> missingParts(const Profile& profile, double width, double height,
                                                    Random& random);

}  // namespace toitsu::scanlab
