#pragma once

// Terminate end event: ends the whole case and withdraws all work that is still open.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType terminateEnd();

}  // namespace toitsu::workflows
