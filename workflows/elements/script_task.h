#pragma once

// Script task: FEEL, whose value goes to flow:result (or, when it is a context, into variables of its names). A script
// in another language is a job for a worker that knows it: operation "script", Job::script.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType scriptTask();

}  // namespace toitsu::workflows
