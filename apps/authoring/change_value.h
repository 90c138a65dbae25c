#pragma once

// Differences of two forms, layouts or flows as JSON: {differences, breaking, changes: […]}.

#include <vector>

#include "base/value.h"
#include "forms/change.h"
#include "workflows/bpmn/flow_diff.h"

namespace toitsu::authoring {

Value changesValue(const std::vector<forms::Change>& changes);
Value changesValue(const std::vector<workflows::bpmn::FlowChange>& changes);

}  // namespace toitsu::authoring
