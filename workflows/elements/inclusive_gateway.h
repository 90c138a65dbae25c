#pragma once

// Inclusive gateway: every outgoing flow whose condition is true, else the default; as a join it waits for what may
// still come.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType inclusiveGateway();

}  // namespace toitsu::workflows
