#pragma once

// The blank of one page on a canvas: what is printed, and what the places bring themselves.

#include "base/result.h"
#include "forms/blank_canvas.h"
#include "forms/layout.h"

namespace toitsu::forms {

// F301, F302 as BlankCanvas::problem; F304 when the page's own picture cannot be used.
Result<void> drawBlankPage(BlankCanvas& canvas, const LayoutPage& page);

}  // namespace toitsu::forms
