#pragma once

// What the disk itself can do: the measure for every durable store.

#include <string>

namespace toitsu::bench {

// Appends of 4 KB, each with fdatasync, a second in that folder.
double flushesPerSecond(const std::string& folder, double seconds);

}  // namespace toitsu::bench
