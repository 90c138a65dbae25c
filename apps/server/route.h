#pragma once

// Route: one line of the API. docs/server.md says how to add one; /openapi.json is written from these.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "apps/server/http_message.h"
#include "apps/server/permission.h"
#include "base/result.h"

namespace toitsu::server {

using Handler = std::function<Result<Response>(const Request&)>;

// What a request brings: nothing, JSON that fits the route's shape, or a file's bytes.
enum class Body { none, json, bytes };

constexpr std::size_t kJsonLimit = 64u << 10;

// A route's descriptive part. Shapes are written as apps/server/shape.h says: "{account: string, note?: string}".
struct RouteText {
    std::string summary;   // one English sentence without a full stop
    std::string query;     // the members of the query, "municipality?: string, after?: string"; others are refused
    std::string request;   // shape of a JSON body; it is checked before the handler runs
    std::string response;  // shape of the answer; "" for no JSON
};

struct Route {
    Method method;
    std::string pattern;  // "/api/v1/cases/{id}"; a parameter is one segment
    Permission permission;
    RouteText text;
    Handler handler;
    Body body = Body::none;
    std::size_t bodyLimit = kJsonLimit;
    bool creates = false;  // takes Idempotency-Key: the same key again gets the same answer, and nothing is done twice
};

using Routes = std::vector<Route>;

}  // namespace toitsu::server
