#pragma once

// Boundary timer on a task: when it is due, interrupts the task (cancelActivity, the default) or starts a branch beside
// it.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType boundaryTimer();

}  // namespace toitsu::workflows
