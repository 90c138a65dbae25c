#pragma once

// What differs between two layouts, in meaning: places, what printed options mean, paper, and the print around them.
// Breaking is what makes a sheet that was printed after the old layout come out wrong when it is read with the new one.

#include <vector>

#include "forms/change.h"
#include "forms/layout.h"

namespace toitsu::forms {

inline constexpr double kMovedAtLeast = 0.5;  // mm; less is a rounded number, not a change

std::vector<Change> diffLayouts(const Layout& before, const Layout& after);

}  // namespace toitsu::forms
