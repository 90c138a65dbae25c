#pragma once

// Is there anything on this side of the paper? The empty back of a duplex scan shows dust, punch holes, a fold and what
// shines through from the front; faint pencil shows hardly more. In doubt a page is not blank: it is kept.

#include "ocr/page.h"

namespace toitsu::ocr {

struct BlankCheck {
    bool blank = false;
    // What was seen, for the log and for tests. A page that clearly is written on is not looked at to the end.
    int strokes = 0;       // sharp marks of 1 mm and more: one is enough for a page to be kept
    int shineThrough = 0;  // pale and soft marks
    int holes = 0;
    int specks = 0;
    int streaks = 0;
};

BlankCheck checkBlank(const Page& page);

}  // namespace toitsu::ocr
