#pragma once

// Business rule task: a DMN decision over the variables. flow:decision names it, flow:result takes its value. Without a
// decision it is a job.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType businessRuleTask();

}  // namespace toitsu::workflows
