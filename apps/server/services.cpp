#include "apps/server/services.h"

#include <chrono>

#include "base/date.h"

namespace toitsu::server {

Instant systemNow() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

std::string isoTime(Instant instant) {
    return DateTime::fromUnixMillis(instant).iso();
}

}  // namespace toitsu::server
