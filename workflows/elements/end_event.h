#pragma once

// End event: a token ends here, after it has thrown what the event says; the scope ends when none is left.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType endEvent();

}  // namespace toitsu::workflows
