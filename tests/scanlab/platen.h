#pragma once

// Platen: two pages that somebody laid on the glass together, as one picture.

#include "tests/scanlab/batch.h"

namespace toitsu::scanlab {

// Side by side when they are upright, one below the other when they are not. Both samples must come from the same
// profile. The truth becomes {"forms": [truth, truth], "profile": …, "seed": …}, with all points in the new picture.
Sample layTogether(const Sample& first, const Sample& second);

}  // namespace toitsu::scanlab
