#pragma once

// Manual task, and the task without a kind: done outside of any system. With flow:role or flow:form it is put before a
// person as a user task is; without, the flow only passes.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType manualTask();
ElementType abstractTask();

}  // namespace toitsu::workflows
