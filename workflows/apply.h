#pragma once

// apply: the only way a State changes. Pure: no clock, no flow, no store, so replaying the events gives the same state.

#include <vector>

#include "workflows/event.h"
#include "workflows/state.h"

namespace toitsu::workflows {

// Changes `state`. W106 when the event contradicts it; the state is then no longer to be used.
Result<void> apply(State& state, const Event& event);
Result<State> replay(const std::vector<Event>& events);

// Finds again what a snapshot does not write (Token::hosted and work, Scope::tokens and waits, joints). False when
// something hangs on nothing.
bool connectParts(State& state);

}  // namespace toitsu::workflows
