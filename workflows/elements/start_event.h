#pragma once

// None start event: where every case begins.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType startEvent();

}  // namespace toitsu::workflows
