#pragma once

// PlacingError: how far a found mapping misses the true one, measured at every corner of every field, in millimetres of
// the page.

#include <functional>
#include <string>

#include "base/value.h"
#include "forms/geometry.h"

namespace toitsu::scanlab {

struct PlacingError {
    int corners = 0;
    double worst = 0, mean = 0;  // mm
    std::string worstField;
};

// `truth`: of one page, with its "places". `toScan`: where the mapping under test puts a point of the page (mm), in
// pixels whose first one has its centre at (0.5, 0.5).
PlacingError placingError(const Value& truth, const std::function<forms::Point(forms::Point)>& toScan);

}  // namespace toitsu::scanlab
