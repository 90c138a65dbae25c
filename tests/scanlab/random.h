#pragma once

// Random: the generator that every drawing of scanlab takes its chances from; a seed gives the same page everywhere.

#include "base/random.h"

namespace toitsu::scanlab {

using toitsu::Random;

}  // namespace toitsu::scanlab
