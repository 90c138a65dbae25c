#include "apps/server/http_message.h"

#include "base/json.h"

namespace toitsu::server {

namespace {

const std::string kNone;

}  // namespace

std::string_view methodName(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::del:
            return "DELETE";
        case Method::other:
            break;
    }
    return "";
}

const std::string* findPair(const Pairs& pairs, std::string_view name) {
    for (const auto& [key, value] : pairs)
        if (key == name) return &value;
    return nullptr;
}

const std::string& Request::header(std::string_view name) const {
    const std::string* found = findPair(headers, name);
    return found != nullptr ? *found : kNone;
}

const std::string& Request::parameter(std::string_view name) const {
    const std::string* found = findPair(parameters, name);
    return found != nullptr ? *found : kNone;
}

std::optional<std::string> Request::queried(std::string_view name) const {
    const std::string* found = findPair(query, name);
    return found != nullptr ? std::optional(*found) : std::nullopt;
}

// Two of one name are none: a neighbour of our host can set one beside ours, and which comes first is a matter of
// paths.
std::optional<std::string> Request::cookie(std::string_view name) const {
    std::optional<std::string> found;
    for (const auto& [key, value] : headers) {
        if (key != "cookie") continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(';'), rest.size());
            std::string_view one = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
            if (one.size() <= name.size() || one.substr(0, name.size()) != name || one[name.size()] != '=') continue;
            if (found) return std::nullopt;
            found = std::string(one.substr(name.size() + 1));
        }
    }
    return found;
}

std::string eventText(std::string_view event, const Value& data) {
    return "event: " + std::string(event) + "\ndata: " + json::write(data) + "\n\n";
}

Response Response::json(const Value& value, int status) {
    Response response;
    response.status = status;
    response.type = "application/json";
    response.body = toitsu::json::write(value);
    return response;
}

Response Response::bytes(std::string type, std::string body) {
    Response response;
    response.type = std::move(type);
    response.body = std::move(body);
    return response;
}

Response Response::noContent() {
    Response response;
    response.status = 204;
    return response;
}

Response Response::stream(EventSource events) {
    Response response;
    response.type = "text/event-stream";
    response.events = std::move(events);
    return response;
}

Response& Response::with(std::string name, std::string value) & {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

Response&& Response::with(std::string name, std::string value) && {
    headers.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
}

}  // namespace toitsu::server
