#pragma once

// What is asked over HTTP and what is answered, as plain values: no type of the network library stands here, so a
// handler is tested without a network.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/server/access.h"
#include "base/result.h"
#include "base/value.h"

namespace toitsu::server {

struct Route;

enum class Method { get, head, post, put, del, other };
std::string_view methodName(Method method);  // "GET"; "" for other

using Pairs = std::vector<std::pair<std::string, std::string>>;
const std::string* findPair(const Pairs& pairs, std::string_view name);  // nullptr when absent; exact name

struct Request {
    Method method = Method::get;
    std::string target;  // as it came: path and query
    Pairs headers;       // names in lower case, in the order of arrival
    std::string body;
    std::string peer;  // the address at the other end; behind our own proxy the one that the proxy names

    // Set while the request is admitted.
    std::string path;              // decoded
    Pairs query;                   // decoded
    Pairs parameters;              // of the route's pattern: {id}
    const Route* route = nullptr;  // of the server's table
    Access access;                 // who asks
    Value json;                    // the body of a route with Body::json, checked against its shape
    std::string idempotencyKey;    // "" when the client sent none
    std::string id;                // names this request in the log and in the answer's X-Request-Id

    const std::string& header(std::string_view name) const;     // "" when absent; name in lower case
    const std::string& parameter(std::string_view name) const;  // "" when absent
    std::optional<std::string> queried(std::string_view name) const;
    std::optional<std::string> cookie(std::string_view name) const;
};

// Asked again and again for what is to be sent to one listener: now, after every HttpServer::ring(), and at the latest
// after 15 seconds. "" – nothing new; nullopt – the stream ends. Runs on the pool, so it may read a database.
using EventSource = std::function<std::optional<std::string>()>;
std::string eventText(std::string_view event, const Value& data);  // "event: …\ndata: {…}\n\n"

struct Response {
    int status = 200;
    std::string type;  // of the content; "" when there is none
    std::string body;
    Pairs headers;
    EventSource events;  // then body is not sent

    static Response json(const Value& value, int status = 200);
    static Response bytes(std::string type, std::string body);
    static Response noContent();
    static Response stream(EventSource events);

    Response& with(std::string name, std::string value) &;
    Response&& with(std::string name, std::string value) &&;
};

}  // namespace toitsu::server
