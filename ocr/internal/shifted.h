#pragma once

// Inside ocr only: where else a layout's ink would lie on a scan's almost as well – a table of equal rows, one row
// further or upside down.

#include <vector>

#include "ocr/internal/chamfer.h"

namespace toitsu::ocr {

// The layout laid over the scan again from 3–31 mm up, down, left and right of `laid`, and half a turn from it (up to
// 31 mm aside), wherever that explains nearly as much. A table of equal rows fits one row off or upside down with no
// residual at all: only its title and its words tell. Costs 1–6 ms.
std::vector<Laid> shiftedLays(const Sketch& sketch, const Frame& frame, const Laid& laid);

}  // namespace toitsu::ocr
