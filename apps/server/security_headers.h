#pragma once

// The headers that every answer bears, against what a browser would otherwise allow others to do with it.

#include "apps/server/http_message.h"

namespace toitsu::server {

// Cache-Control: no-store unless the answer says something else; HSTS only behind TLS.
void addSecurityHeaders(Response& response, bool behindTls);

}  // namespace toitsu::server
