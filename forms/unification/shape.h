#pragma once

// Shape: how a paper has one field filled in – ruled cells or a free line, ticks or circles, whole or in parts, and how
// a date tells its era.

#include <map>
#include <string>
#include <vector>

#include "forms/standing.h"

namespace toitsu::forms::unification {

enum class EraShape {
    none,     // no date
    inside,   // the date stands whole; whoever fills it in writes the era
    printed,  // 令和 is on the paper
    circled,
    ticked,
    written,  // a place for it
    western,  // in parts, with a year of four digits
    missing,  // in parts, a short year, and nothing that says which era
};

struct Shape {
    Manner manner = Manner::line;  // of the value; of a date in parts: of its year
    bool inParts = false;
    EraShape era = EraShape::none;
    std::vector<std::string> eras;             // codes that are printed or offered, in the paper's order
    std::vector<int> cells;                    // of the whole, or of each part in order; 0 without cells
    std::map<std::string, std::string> fixed;  // of a date: parts that are settled and not asked for, e.g. day → 31

    bool operator==(const Shape&) const = default;
};

// `places` are those of one field on one paper (of a group: of its first row), not empty. What stands again on a later
// page is left out of account.
Shape shapeOf(const std::vector<Standing>& places);

std::string_view eraShapeName(EraShape era);
Wording eraShapeWording(const Shape& shape);  // "元号を印刷（令和）"
Wording shapeWording(const Shape& shape);  // "マス 10", "元号を○で囲む（昭和・平成）、マス 2-2-2"

}  // namespace toitsu::forms::unification
