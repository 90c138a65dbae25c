#pragma once

// OtherPage: what lies on a scanner and is no form: a blank page, a letter, a table, ruled and squared paper, a
// newspaper.

#include <string>
#include <vector>

#include "tests/scanlab/batch.h"

namespace toitsu::scanlab {

const std::vector<std::string>& otherKinds();

// One such page, A4, scanned; its truth names an empty layout and the kind. T003 as makeSample.
Result<Sample> makeOther(std::uint64_t seed, const Order& order);

}  // namespace toitsu::scanlab
