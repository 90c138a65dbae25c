#pragma once

// Exclusive gateway: the first outgoing flow whose FEEL condition is true, else the default flow.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType exclusiveGateway();

}  // namespace toitsu::workflows
