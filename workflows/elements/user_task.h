#pragma once

// User task: work for a person. flow:role says for whom, flow:form what the person is asked to do.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType userTask();

}  // namespace toitsu::workflows
