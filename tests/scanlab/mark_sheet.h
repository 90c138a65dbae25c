#pragma once

// MarkSheet: a page of nothing but questions to tick, options to circle and places for seals, hundreds of them, in one
// style drawn by a seed – so that what recognisers of marks do can be counted by the ten thousand.

#include <map>
#include <string>
#include <vector>

#include "forms/library.h"
#include "tests/scanlab/marks.h"
#include "tests/scanlab/scan.h"

namespace toitsu::scanlab {

// One form with one layout of one page.
forms::Library drawMarkSheet(std::uint64_t seed);

struct MarkOrder {
    std::string kind = "every";  // one of markKinds(), "every", or "nothing": a sheet on which nobody marked anything
    bool litter = true;          // hairs, dots, tails of strokes, a seal across options
    bool seals = true;
};

struct SealTruth {
    bool present = false;
    std::string how;  // "vermilion", "purple", "black"; "writing": none, but handwriting runs across the place
};

struct MarkedSheet {
    Scan scan;
    std::vector<Marking> marks;               // in the order of the page's choices
    std::map<std::string, SealTruth> seals;   // by field
    std::map<std::string, std::string> near;  // "field/option" → litter that lies there: "hair", "seal" …
};

MarkedSheet fillMarkSheet(const forms::Library& library, const MarkOrder& order, const Profile& profile,
                          std::uint64_t seed);

}  // namespace toitsu::scanlab
