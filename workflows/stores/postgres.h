#pragma once

// PostgresStore: the Store contract on PostgreSQL, for any number of processes at once. docs/stores.md.

#include <cstdint>
#include <memory>
#include <string>

#include "workflows/store.h"

namespace toitsu::workflows {

struct PostgresPlace {
    std::string where;              // libpq connection string or URL, without a password
    std::string municipality = {};  // only this one is seen and written; "" for the engine of a centre
    // Work that takeDue() has given to somebody is not given to others for so long, unless it is changed before.
    std::int64_t reservationMillis = 5'000;
    std::int64_t patienceMillis = 10'000;  // how long a lost server is waited for
};

// The schema `toitsu` is created or upgraded when the user may do so. W101 written by a newer version, W120 not
// reachable, W121 the connection string is not understood or carries a password, W122 no rights.
Result<std::shared_ptr<Store>> openPostgres(const PostgresPlace& place);

}  // namespace toitsu::workflows
