#pragma once

// Two layouts drawn over one another, page by page: what only the old one prints is red, what only the new one prints
// is green, what both print is grey; places that moved, went or came are framed in the same colours.

#include <string>
#include <vector>

#include "forms/change.h"
#include "forms/layout.h"

namespace toitsu::forms {

struct DiffPicture {
    int page = 1;
    std::string png;
};

// One picture for each page that one of them has. Errors of drawBlank.
Result<std::vector<DiffPicture>> drawDiff(const Layout& before, const Layout& after, const std::vector<Change>& changes,
                                          double dpi);

}  // namespace toitsu::forms
