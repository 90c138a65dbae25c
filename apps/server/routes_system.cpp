// Health, metrics and the API's own description, and what the server tells by itself. The first are open: a watcher has
// no account, and nothing here is about anybody. /metrics answers only who comes directly, not what a proxy passes on.

#include <memory>

#include "apps/server/doorkeeper.h"
#include "apps/server/paging.h"
#include "apps/server/problem.h"
#include "apps/server/routes.h"

namespace toitsu::server {

namespace {

Response readiness(const Services& services) {
    List checks;
    bool all = true;
    for (const ReadyCheck& one : services.ready) {
        const auto good = one.check();
        Context check{{"name", one.name}, {"ok", Value(good.has_value())}};
        if (!good) {
            all = false;
            check.put("code", good.error().code);
            check.put("why", Value(Context{{"ja", good.error().message.ja}, {"en", good.error().message.en}}));
        }
        checks.emplace_back(std::move(check));
    }
    return Response::json(Value(Context{{"ready", Value(all)}, {"checks", Value(std::move(checks))}}), all ? 200 : 503);
}

// One listener: told what waits when it has changed, until its session ends.
class QueueNews {
public:
    QueueNews(const Services& services, std::string token) : services_(services), token_(std::move(token)) {}

    std::optional<std::string> operator()() {
        const auto access = services_.doorkeeper->still(token_);
        if (!access) return std::nullopt;
        if (!services_.queues) return "";
        const auto waiting = services_.queues(*access);
        if (!waiting) return std::nullopt;  // the browser comes again
        std::string text = eventText("queues", *waiting);
        if (text == told_) return "";
        told_ = text;
        return text;
    }

private:
    const Services& services_;
    const std::string token_;
    std::string told_;
};

}  // namespace

Routes systemRoutes(Services& services) {
    return {
        {Method::get,
         "/healthz",
         Permission::open,
         {"Whether the process answers", "", "", "{ok: bool}"},
         [](const Request&) -> Result<Response> {
             return Response::json(Value(Context{{"ok", Value(true)}}));
         }},
        {Method::get,
         "/readyz",
         Permission::open,
         {"What is not running, and why", "", "",
          "{ready: bool, checks: [{name: string, ok: bool, code?: string, why?: {ja: string, en: string}}]}"},
         [&services](const Request&) -> Result<Response> { return readiness(services); }},
        {Method::get,
         "/metrics",
         Permission::open,
         {"Figures in Prometheus' text format", "", "", ""},
         [&services](const Request& request) -> Result<Response> {
             if (!request.header("x-forwarded-for").empty() || !request.header("forwarded").empty())
                 return fail(notPermitted());
             return Response::bytes("text/plain; version=0.0.4; charset=utf-8", services.metrics.text());
         }},
        {Method::get,
         "/openapi.json",
         Permission::open,
         {"This API's description", "", "", "any"},
         [&services](const Request& request) -> Result<Response> {
             return withEtag(request, Response::bytes("application/json", services.openApi), etag(services.openApi))
                 .with("Cache-Control", "no-cache");
         }},
        {Method::get,
         "/api/v1/events",
         Permission::signedIn,
         {"Server-sent events: queues, when what waits has changed", "", "", ""},
         [&services](const Request& request) -> Result<Response> {
             const auto news =
                 std::make_shared<QueueNews>(services, request.cookie(kSessionCookie).value_or(std::string()));
             return Response::stream([news] { return (*news)(); });
         }},
    };
}

}  // namespace toitsu::server
