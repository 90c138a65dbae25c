#pragma once

// Call activity: runs another process or a global task, of this file or the newest deployed, inside this case. It sees
// what its data inputs give it, or everything when there are none; what it ends with comes back the same way.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType callActivity();

}  // namespace toitsu::workflows
