#pragma once

// Platen: several sheets that somebody laid on the glass together and scanned as one picture.

#include <string>
#include <vector>

#include "tests/scanlab/batch.h"

namespace toitsu::scanlab {

// a5-pair: two A5 forms on A4 glass; a4-pair, a4-a5, a5-four: A4 and A5 forms on A3 glass; a5-alone: one A5 form on A4
// glass; receipt, receipt-dark: an A5 form and a receipt on a white and on a dark lid; overlap: two forms of which one
// lies partly on the other.
const std::vector<std::string>& platenKinds();

// Pages of the library's layouts of those sizes, drawn by chance, upright, upside down or sideways as they fit, a few
// millimetres apart and a little askew. Lid and paper are of one white but for "dark". The truth is
// {"forms": [truth, …], "platen": kind, "profile": …, "seed": …}, all points in the one picture. T005 no such kind, or
// the library has no layout of that size.
Result<Sample> makePlaten(const forms::Library& library, const std::string& kind, std::uint64_t seed,
                          const Order& order, const DigitShapes& digits);

}  // namespace toitsu::scanlab
