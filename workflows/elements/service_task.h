#pragma once

// Service task: a job for a machine. flow:operation names the operation, or is FEEL after a leading "=" that gives the
// name.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType serviceTask();

}  // namespace toitsu::workflows
