#pragma once

// Sealed trace: whether a data folder holds anything that was sealed. Asked when its keys are missing: then new ones
// must not be made in silence, for they would open nothing of it.

#include <optional>
#include <string>

namespace toitsu::station {

// A file, relative to the folder, in which something sealed stands; the first that is met.
std::optional<std::string> sealedTrace(const std::string& dataFolder);

}  // namespace toitsu::station
