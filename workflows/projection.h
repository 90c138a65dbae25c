#pragma once

// Projection: from what a case is to what the store must find – a Change between two states.

#include <vector>

#include "workflows/state.h"
#include "workflows/store.h"

namespace toitsu::workflows {

std::vector<Work> openWork(const State& state);
Change changeBetween(const State& before, const State& after, std::vector<Event> events);
Result<State> stateOf(const StoredCase& row);  // W106

}  // namespace toitsu::workflows
