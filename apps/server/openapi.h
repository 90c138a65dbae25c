#pragma once

// The API's description (OpenAPI 3.1), written from the route table.

#include <string>

#include "apps/server/route.h"
#include "apps/server/shape.h"
#include "base/result.h"

namespace toitsu::server {

// V090 when a shape cannot be read or a name is missing.
Result<std::string> openApi(const Routes& routes, const Shape::Names& shapes, const std::string& version);

}  // namespace toitsu::server
