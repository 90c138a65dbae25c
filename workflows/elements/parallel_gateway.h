#pragma once

// Parallel gateway: waits for one token on each incoming flow, then sends one along each outgoing flow.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType parallelGateway();

}  // namespace toitsu::workflows
