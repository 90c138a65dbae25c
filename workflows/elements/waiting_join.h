#pragma once

// Joins that wait for what may still come.

#include <cstdint>
#include <set>
#include <string>

#include "workflows/definition.h"
#include "workflows/state.h"

namespace toitsu::workflows {

// Whether a token of this scope can still reach, without passing `node`, one of its incoming flows that is not in
// `came` – and none that is (BPMN 2.0.2, 13.4.3: a token that could just as well come to a flow that has one is not
// waited for).
bool moreMayCome(const State& state, const Definition& definition, const Node& node, std::int64_t scope,
                 const std::set<std::string>& came);

// Reads Node::reachedFrom of every join that needs it.
void findWaysToJoins(Definition& definition);

}  // namespace toitsu::workflows
