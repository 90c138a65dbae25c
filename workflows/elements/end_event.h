#pragma once

// None end event: a token ends here; the case ends when none is left.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType endEvent();

}  // namespace toitsu::workflows
