#pragma once

// What several route tables say about a station.

#include "apps/server/services.h"
#include "apps/station/running_station.h"
#include "base/result.h"

namespace toitsu::server {

// V133 while no station is open behind this server.
Result<station::RunningStation*> stationOf(const Services& services);

}  // namespace toitsu::server
