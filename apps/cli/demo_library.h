#pragma once

// The library of the demonstration: a copy of the shipped one, so that authors publish into it and not into the
// program's own, with a plain binding wherever none ships: every case comes to its end.

#include <string>

#include "base/result.h"
#include "forms/library.h"

namespace toitsu::cli {

// Made anew. C075 when it cannot be copied.
Result<void> makeDemoLibrary(const forms::Library& shipped, const std::string& from, const std::string& to);

}  // namespace toitsu::cli
