#pragma once

// Dispatcher: what happens to every request, in one order – target, host, route, who asks, permission, origin, kind of
// body; then the body's shape, the idempotency key, the handler. Everything before the body is decided from the head,
// so nobody without the right makes us read one.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "apps/server/answer_memory.h"
#include "apps/server/doorkeeper.h"
#include "apps/server/http_server.h"
#include "apps/server/router.h"
#include "apps/server/shape.h"

namespace toitsu::server {

// One finished request, for the log and the metrics; without anything that the client wrote.
struct Served {
    std::string id, method, route;  // the pattern, "" when there was none
    std::string account;            // the id, "" for nobody
    int status = 0;
    std::chrono::microseconds took{0};
};

struct DispatcherParts {
    Routes routes;
    Shape::Names shapes;
    std::shared_ptr<Doorkeeper> doorkeeper;
    std::shared_ptr<AnswerMemory> answers;
    std::string publicOrigin;  // "https://toitsu.example.lg.jp" behind a proxy, "" when people come directly
    std::string address;       // that is listened on
    // What GET of a path outside the API gives: the screens. nullopt: nothing there.
    std::function<std::optional<Response>(const Request&)> pages;
    // The municipalities that are served here.
    std::function<std::vector<std::string>()> municipalities = [] { return std::vector<std::string>(); };
    std::function<void(const Served&)> served;
    std::function<void(const Error&)> failed;  // what an internal error says, for the log; the client sees V008 only
};

class Dispatcher final : public HttpApplication {
public:
    // V090 when a route's shapes cannot be read.
    static Result<std::shared_ptr<Dispatcher>> make(DispatcherParts parts);

    tl::expected<std::size_t, Response> admit(Request& request) override;
    Response answer(Request& request) override;
    Response refuse(const Error& error) override;
    void answered(const Request& request, const Response& response, std::chrono::microseconds took) override;

    const Router& router() const { return router_; }
    const Shape::Names& shapes() const { return parts_.shapes; }

private:
    struct Checks {
        std::optional<Shape> query, request;
    };

    explicit Dispatcher(DispatcherParts parts);
    bool knownHost(const Request& request) const;
    bool sameOrigin(const Request& request) const;
    Result<void> mayEnter(Request& request, const Route& route) const;
    Result<void> wellFormed(const Request& request, const Route& route) const;
    Result<void> readBody(Request& request, const Route& route) const;
    Result<Response> once(const Request& request) const;  // with its idempotency key
    Response finish(const Request& request, Result<Response> answer) const;
    Response dressed(Response response, const Request& request) const;

    DispatcherParts parts_;
    Router router_;
    std::vector<Checks> checks_;  // of the router's routes, in their order
    std::string publicHost_;
};

}  // namespace toitsu::server
