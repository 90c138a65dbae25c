#pragma once

// Inside the drafting only: which row of a repeating group each of its places belongs to.

#include <string>
#include <vector>

#include "forms/draft/question.h"

namespace toitsu::forms {

// A place that was given to a member of the group: its question and the member's id.
struct RowPlace {
    const Question* question;
    std::string member;
    int row = 0;  // found: 1 …
};

// Rows are told by where the places stand: what stands together is one row, and printed numbers count where there are
// any. `pages` in order. A member that was asked on an earlier page begins anew unless the rows go on.
void numberRows(std::vector<RowPlace>& places, int rows);

}  // namespace toitsu::forms
