#pragma once

// Intermediate timer catch event: waits until its timer is due.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType timerCatch();

}  // namespace toitsu::workflows
