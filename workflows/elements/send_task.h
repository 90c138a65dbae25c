#pragma once

// Send task: throws its message and goes on. With flow:operation it is a job, as a service task is.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType sendTask();

}  // namespace toitsu::workflows
