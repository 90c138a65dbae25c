#pragma once

// Projection: from what happened to a case to what the store must find.

#include <vector>

#include "workflows/state.h"
#include "workflows/store.h"

namespace toitsu::workflows {

// All open work of a case, and of the work that these events touch, what is open and what is not.
std::vector<Work> openWork(const State& state);
// The row and the work that a command changes; costs as much as there are events, not as the case is large. Without a
// snapshot.
Change changeOf(const State& after, std::int64_t expected, std::vector<Event> events);

// The case as it was stored: the snapshot, brought up by the events after it. W106.
Result<State> stateOf(const StoredCase& row, const std::vector<HistoryEntry>& since);
Result<Event> eventOf(const HistoryEntry& entry);  // W106 for a kind that this version does not know

}  // namespace toitsu::workflows
