#pragma once

// Intermediate throw event: throws what it says and goes on.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType throwEvent();

}  // namespace toitsu::workflows
