#pragma once

// Inside the drafting only: rows of a repeating group that follow each other at one distance and are alike, as
// <rows> writes them.

#include <string>
#include <vector>

#include "forms/draft/question.h"
#include "forms/form.h"

namespace toitsu::forms {

struct RowRun {
    std::string group;
    int page = 1;
    int first = 1, count = 2;                // rows of the group
    Point pitch;                             // mm, from one row to the next
    std::vector<const Question*> questions;  // of its first row, from the top
    std::vector<const Question*> further;    // of the other rows
};

// Only what really repeats: a member whose place is missing or differs in a row ends the run, for this member.
std::vector<RowRun> findRowRuns(const Form& form, const std::vector<Question>& questions);

// What one row has, the others have: a place that was not found in every row, or given to another field in one, is
// taken from the rows that are alike. Copies are less sure than what was seen.
void completeRows(const Form& form, std::vector<Question>& questions);

}  // namespace toitsu::forms
