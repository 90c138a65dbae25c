#pragma once

// A simple layout for a flow that nobody has drawn: columns by the longest way from the start, rows within lanes,
// arrows at right angles. Readable, not beautiful.

#include "workflows/bpmn/document.h"
#include "workflows/drawing/picture.h"

namespace toitsu::workflows::drawing {

// Puts shapes and lines of all processes into `picture`, without looks (picture.cpp adds them).
void layOut(const bpmn::Document& document, Picture& picture);

}  // namespace toitsu::workflows::drawing
