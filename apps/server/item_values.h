#pragma once

// A verification item as the API shows it.

#include "apps/server/station_values.h"
#include "apps/station/verify/desk.h"

namespace toitsu::server {

// What the mode must not show is left out; a 個人番号 too, unless `secretsToo`.
Value itemValue(station::RunningStation& station, const station::ItemView& item, station::Mode mode, bool secretsToo);
bool isSecret(station::RunningStation& station, const station::ItemView& item);  // it is a 個人番号

}  // namespace toitsu::server
