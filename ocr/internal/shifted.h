#pragma once

// Inside ocr only: where else a layout's ink would lie on a scan's almost as well – a table of equal rows, one row
// further.

#include <vector>

#include "ocr/internal/chamfer.h"

namespace toitsu::ocr {

// The layout laid over the scan again from 3–31 mm up, down, left and right of `laid`, wherever that explains nearly
// as much. A table of equal rows fits one row off with no residual at all: only its title, its first and its last row
// tell. Costs 1–5 ms.
std::vector<Laid> shiftedLays(const Sketch& sketch, const Frame& frame, const Laid& laid);

}  // namespace toitsu::ocr
