#pragma once

// Paper: one municipality's paper of the job, as unification looks at it.

#include <map>
#include <string>
#include <vector>

#include "forms/layout.h"

namespace toitsu::forms::unification {

struct Paper {
    Layout layout;
    std::string name;  // as the reports call it: 長野市
    // Where the layout was drafted from a blank by machine and nobody has looked yet: field (with its part as
    // "field/part") → the draft's confidence, 0 to 1. Empty for a layout that a person made.
    std::map<std::string, double> guesses;
};

// The municipality as the layout's title begins with it, else the layout's id: 「長野市 給与所得者異動届出書」 →
// 長野市.
std::string nameOf(const Layout& layout);

// By municipality and layout, so that every report is the same whatever order the papers come in; equal names are told
// apart by the layout's id.
void sortPapers(std::vector<Paper>& papers);

// "A4", "A4-landscape", "A3" …, or "210×310" for a size without a name.
std::string paperName(double width, double height);

}  // namespace toitsu::forms::unification
