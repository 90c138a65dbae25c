#pragma once

// Business rule task: a DMN decision over the case's variables. flow:decision names it, flow:result takes its value.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType businessRuleTask();

}  // namespace toitsu::workflows
