#pragma once

// The way of a case through a picture.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "workflows/task.h"

namespace toitsu::workflows::drawing {

struct Trail {
    std::map<std::string, int> entered;  // elements, and how many times
    std::map<std::string, int> waiting;  // elements where tokens wait now, and how many
    std::set<std::string> taken;         // sequence flows
    std::set<std::string> troubled;      // elements with an incident

    bool empty() const { return entered.empty() && waiting.empty(); }
};

// Of a case by its history and the elements where its tokens wait (CaseView::at). Incidents are the caller's to add.
Trail trailOf(const std::vector<HistoryEntry>& history, const std::vector<std::string>& at);

}  // namespace toitsu::workflows::drawing
