#pragma once

// What every route table says and asks in the same way.

#include <string>
#include <vector>

#include "apps/server/access.h"
#include "apps/server/http_message.h"
#include "base/value.h"

namespace toitsu::server {

std::string textOf(const Value& value);     // "" of what is no text
Value textOrNull(const std::string& text);  // null of an empty one

// Where the account may do this; only the one that the query `municipality` names, if it names one.
std::vector<std::string> whereAsked(const Request& request, Permission permission);

}  // namespace toitsu::server
