#pragma once

// Intermediate catch event: waits for one of its triggers, or for all of them (parallelMultiple). A link is only come
// to.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType catchEvent();

}  // namespace toitsu::workflows
