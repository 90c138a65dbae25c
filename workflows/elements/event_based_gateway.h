#pragma once

// Event-based gateway: waits for the events behind it; the first decides (exclusive), or each goes on (parallel, only
// to start a process).

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType eventBasedGateway();

}  // namespace toitsu::workflows
