#include "apps/server/station_values.h"

namespace toitsu::server {

Result<station::RunningStation*> stationOf(const Services& services) {
    if (services.station != nullptr) return services.station;
    return fail(ErrorKind::unavailable, "V133",
                {"このサーバーでは案件を扱っていません", "this server has no station behind it"});
}

}  // namespace toitsu::server
