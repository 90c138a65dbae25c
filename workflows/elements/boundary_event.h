#pragma once

// Boundary event: while its activity runs, waits for its triggers; takes the activity away or (cancelActivity false)
// begins a branch beside it.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType boundaryEvent();

}  // namespace toitsu::workflows
