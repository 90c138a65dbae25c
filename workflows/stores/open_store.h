#pragma once

// A store by its address, as command lines take it.

#include <memory>
#include <string>

#include "workflows/store.h"

namespace toitsu::workflows {

// "memory", "sqlite:FILE", or a PostgreSQL address: "postgresql://user@host/database" or "postgresql:host=… dbname=…".
// With
// "#202011" behind a PostgreSQL address only that municipality is seen and written. W126 anything else; else as the
// store.
Result<std::shared_ptr<Store>> openStore(const std::string& address);

}  // namespace toitsu::workflows
