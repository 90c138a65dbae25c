#pragma once

// Inside ocr only: what a stiff surface leaves over where paper was folded: it is taken up where it was measured.

#include <vector>

#include "ocr/internal/fold.h"
#include "ocr/mapping.h"

namespace toitsu::ocr {

// A displacement that was left over at one place.
struct Pull {
    Point at;       // mm
    Point by;       // mm
    bool x = true;  // whether it tells anything in this direction: a ruled line does in one only
    bool y = true;
};

// The mean of the pulls, weighted by nearness; nothing far from all of them. `without`: an index that has no say.
Point pulled(const std::vector<Pull>& pulls, Point mm, std::size_t without = static_cast<std::size_t>(-1));

// The same for the whole page at once, on top of its folds.
Creases creasesOf(const std::vector<Pull>& pulls, double width, double height, const Folds& folds = {});

}  // namespace toitsu::ocr
