#pragma once

#include <string>

#include "base/result.h"

namespace toitsu::station {

// Overwrites what is in it, then removes it; nothing when there is none. It has another name (<path>.erasing)
// meanwhile, so that nobody finds half of it; calling again ends what was cut off. X013 it cannot be removed.
Result<void> eraseFile(const std::string& path);

// What was removed from this folder is so on the disk; nothing when there is no such folder. X013.
Result<void> flushFolder(const std::string& folder);

}  // namespace toitsu::station
