#pragma once

#include <string>

#include "base/result.h"

namespace toitsu::backends {

// A key becomes a file name and a database value: 1–128 of A-Z a-z 0-9 - _ . and no dot in front. B016 otherwise.
Result<void> checkKey(const std::string& key);

}  // namespace toitsu::backends
