#pragma once

// apply: the only way a State changes. Pure: no clock, no flow, no store, so replaying the events gives the same state.

#include <vector>

#include "workflows/event.h"
#include "workflows/state.h"

namespace toitsu::workflows {

// W106 when the event is of an unknown kind (written by a newer program) or contradicts the state.
Result<State> apply(State state, const Event& event);
Result<State> replay(const std::vector<Event>& events);

}  // namespace toitsu::workflows
