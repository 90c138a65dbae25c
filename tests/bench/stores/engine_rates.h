#pragma once

// What the engine does on a store beside what the store does alone with the same bytes.

#include <functional>
#include <memory>
#include <string>

#include "workflows/store.h"

namespace toitsu::bench {

using Open = std::function<Result<std::shared_ptr<workflows::Store>>()>;  // an empty store each time

// One line a process: instances a second by one thread (a flush for each), by many (shared flushes), the store alone
// with as many, and the share of the engine in that.
void engineRates(const std::string& name, const Open& open, int instances, int threads);

}  // namespace toitsu::bench
