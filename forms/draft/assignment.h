#pragma once

// Inside the drafting only: who gets what when each may have one.

#include <vector>

namespace toitsu::forms {

// value[row][column], all rows of one length; at most one column for each row and one row for each column, so that the
// sum is greatest (Kuhn 1955, by shortest augmenting paths). -1: no column; a value that is not above 0 is never taken.
std::vector<int> bestAssignment(const std::vector<std::vector<double>>& value);

}  // namespace toitsu::forms
