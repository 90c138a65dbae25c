#pragma once

// An answer's head as text, and whether a request's head says one thing only.

#include <string>

#include "apps/server/http_message.h"

namespace toitsu::server {

// Status line and headers with their empty line. A header that would break out of its line is left out.
std::string headText(const Response& response, bool keepAlive);

// What a proxy before us and we could understand differently is how requests are smuggled: several lengths, a length
// beside an encoding, another encoding than chunked, no host or two.
bool unambiguous(const Request& request, bool http11);

std::string lowered(std::string_view text);  // ASCII only

}  // namespace toitsu::server
