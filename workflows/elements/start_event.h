#pragma once

// Start event: where a process or sub-process begins; with a trigger, what begins a process or an event sub-process.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType startEvent();

}  // namespace toitsu::workflows
