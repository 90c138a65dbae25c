#pragma once

// Inside the drafting only: which regions of words are labels and headings, which are lists to circle, and which are
// places to fill in.

#include "forms/draft/regions.h"

namespace toitsu::forms {

// Sets the role of every region that holds words alone; the others keep theirs.
void giveRoles(const SeenPage& page, const std::vector<std::string>& optionWords, Regions& regions);

}  // namespace toitsu::forms
