#include "apps/server/dispatcher.h"

#include <algorithm>
#include <array>

#include "apps/server/http_head.h"
#include "apps/server/problem.h"
#include "apps/server/secrets.h"
#include "apps/server/security_headers.h"
#include "apps/server/target.h"
#include "base/hash.h"
#include "base/json.h"

namespace toitsu::server {

namespace {

bool changes(Method method) {
    return method != Method::get && method != Method::head;
}

std::string hostName(const std::string& host) {  // without its port
    if (!host.empty() && host.front() == '[') return host.substr(0, host.find(']') + 1);
    return host.substr(0, host.find(':'));
}

bool plausibleKey(const std::string& key) {
    return !key.empty() && key.size() <= 128 &&
           std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

// Behind our own proxy, which adds the address that it sees at the end; anybody else could write what he likes.
std::string peerOf(const Request& request, bool behindProxy) {
    const std::string& forwarded = request.header("x-forwarded-for");
    if (!behindProxy || (request.peer != "127.0.0.1" && request.peer != "::1") || forwarded.empty())
        return request.peer;
    const std::size_t comma = forwarded.rfind(',');
    std::string last = comma == std::string::npos ? forwarded : forwarded.substr(comma + 1);
    last.erase(std::remove(last.begin(), last.end(), ' '), last.end());
    return last.size() <= 64 ? last : request.peer;
}

}  // namespace

Dispatcher::Dispatcher(DispatcherParts parts) : parts_(std::move(parts)), router_(std::move(parts_.routes)) {
    if (const std::size_t slashes = parts_.publicOrigin.find("://"); slashes != std::string::npos)
        publicHost_ = lowered(hostName(parts_.publicOrigin.substr(slashes + 3)));
}

Result<std::shared_ptr<Dispatcher>> Dispatcher::make(DispatcherParts parts) {
    const std::shared_ptr<Dispatcher> dispatcher(new Dispatcher(std::move(parts)));
    for (const Route& route : dispatcher->router_.routes()) {
        auto query = Shape::members(route.text.query);
        if (!query) return fail(query.error());
        Checks checks{*query, std::nullopt};
        if (route.body == Body::json) {
            auto request = Shape::parse(route.text.request);
            if (!request) return fail(request.error());
            checks.request = *request;
        }
        dispatcher->checks_.push_back(std::move(checks));
    }
    return dispatcher;
}

bool Dispatcher::knownHost(const Request& request) const {
    const std::string name = lowered(hostName(request.header("host")));
    const bool loopback = name == "localhost" || name == "127.0.0.1" || name == "[::1]";
    return loopback || (!publicHost_.empty() && name == publicHost_) || name == parts_.address ||
           name == "[" + parts_.address + "]";
}

// A browser says where a request comes from; a page of somebody else's never passes. Programs say nothing, and have no
// cookies that somebody else could make them send.
bool Dispatcher::sameOrigin(const Request& request) const {
    const std::string& site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin") return false;
    const std::string& origin = request.header("origin");
    if (origin.empty()) return true;
    const std::string& host = request.header("host");
    if (!publicHost_.empty() && lowered(hostName(host)) == publicHost_)
        return lowered(origin) == lowered(parts_.publicOrigin);
    return lowered(origin) == "http://" + lowered(host);
}

Result<void> Dispatcher::mayEnter(Request& request, const Route& route) const {
    const std::string token = request.cookie(kSessionCookie).value_or("");
    if (!token.empty())
        if (auto who = parts_.doorkeeper->who(token)) {
            request.access = std::move(*who);
            request.access.setServed(parts_.municipalities());
        }
    if (changes(request.method)) {
        if (!sameOrigin(request)) return fail(otherOrigin());
        if (request.access.signedIn() && route.permission != Permission::open &&
            !sameSecret(request.header("x-csrf-token"), csrfToken(token)))
            return fail(otherOrigin());
    }
    if (request.access.may(route.permission)) return {};
    if (!request.access.signedIn()) return fail(notSignedIn());
    return fail(request.access.mustChangePassword() ? mustSetPassword() : notPermitted());
}

Result<void> Dispatcher::wellFormed(const Request& request, const Route& route) const {
    const Checks& checks = checks_[static_cast<std::size_t>(&route - router_.routes().data())];
    Context query;
    for (const auto& [name, value] : request.query) query.put(name, value);
    if (auto good = checks.query->check(Value(std::move(query)), parts_.shapes); !good) return good;
    if (route.body == Body::none) return {};
    const std::string type = lowered(request.header("content-type"));
    if (route.body == Body::json && type != "application/json" && type != "application/json; charset=utf-8" &&
        type != "application/json;charset=utf-8")
        return fail(wrongMediaType());
    // What an HTML form can send from anywhere without asking first is no file for us.
    static constexpr std::array<std::string_view, 3> forms = {"application/x-www-form-urlencoded",
                                                              "multipart/form-data", "text/plain"};
    if (route.body == Body::bytes &&
        (type.empty() || std::any_of(forms.begin(), forms.end(),
                                     [&](std::string_view form) { return type.substr(0, form.size()) == form; })))
        return fail(wrongMediaType());
    return {};
}

tl::expected<std::size_t, Response> Dispatcher::admit(Request& request) {
    request.id = randomId();
    request.peer = peerOf(request, !publicHost_.empty());
    const auto no = [&](Result<Response> answer) {
        return tl::unexpected<Response>(finish(request, std::move(answer)));
    };
    auto target = parseTarget(request.target);
    if (!target) return no(fail(notUnderstood()));
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    if (!knownHost(request)) return no(fail(wrongHost()));
    auto match = router_.find(request.method, request.path);
    if (match.route == nullptr) {
        const bool page =
            !changes(request.method) && match.allowed.empty() && parts_.pages && request.path.substr(0, 5) != "/api/";
        if (page) return std::size_t{0};
        if (match.allowed.empty()) return no(fail(noSuchPath()));
        std::string allow;
        for (const std::string& method : match.allowed) allow += (allow.empty() ? "" : ", ") + method;
        return no(problem(methodNotAllowed()).with("Allow", allow));
    }
    request.route = match.route;
    request.parameters = std::move(match.parameters);
    request.idempotencyKey = request.header("idempotency-key");
    if (auto good = mayEnter(request, *match.route); !good) return no(fail(good.error()));
    if (auto good = wellFormed(request, *match.route); !good) return no(fail(good.error()));
    if (!request.idempotencyKey.empty() && !plausibleKey(request.idempotencyKey)) return no(fail(notUnderstood()));
    return match.route->body == Body::none ? std::size_t{0} : match.route->bodyLimit;
}

Result<void> Dispatcher::readBody(Request& request, const Route& route) const {
    if (route.body != Body::json) return {};
    auto value = json::parseUnambiguous(request.body);
    if (!value) return fail(notUnderstood());
    const Checks& checks = checks_[static_cast<std::size_t>(&route - router_.routes().data())];
    if (auto good = checks.request->check(*value, parts_.shapes); !good) return good;
    request.json = std::move(*value);
    return {};
}

Result<Response> Dispatcher::once(const Request& request) const {
    if (!request.route->creates || request.idempotencyKey.empty() || !request.access.signedIn())
        return request.route->handler(request);
    const std::string &account = request.access.account(), &key = request.idempotencyKey;
    const std::string fingerprint =
        sha256Hex(std::string(methodName(request.method)) + " " + request.target + "\n" + request.body);
    auto earlier = parts_.answers->begin(account, key, fingerprint);
    if (!earlier) return fail(earlier.error());
    if (*earlier) return std::move(**earlier).with("Idempotency-Replayed", "true");
    auto answer = request.route->handler(request);
    // What failed has changed nothing and may be tried again; only an answer that stands is kept.
    if (!answer || answer->status >= 400 || answer->events) {
        parts_.answers->forget(account, key);
        return answer;
    }
    if (const auto kept = parts_.answers->keep(account, key, *answer); !kept) return fail(kept.error());
    return answer;
}

Response Dispatcher::answer(Request& request) {
    if (request.route == nullptr) {
        auto page = parts_.pages(request);
        return page ? dressed(std::move(*page), request) : finish(request, fail(noSuchPath()));
    }
    try {
        if (auto good = readBody(request, *request.route); !good) return finish(request, fail(good.error()));
        return finish(request, once(request));
    } catch (const std::exception&) {
        if (!request.idempotencyKey.empty() && request.access.signedIn())
            parts_.answers->forget(request.access.account(), request.idempotencyKey);
        return finish(request, fail(defect()));
    }
}

Response Dispatcher::finish(const Request& request, Result<Response> answer) const {
    if (answer) return dressed(std::move(*answer), request);
    const Error& error = answer.error();
    if (error.kind != ErrorKind::internal) return dressed(problem(error), request);
    if (parts_.failed) parts_.failed(error);
    return dressed(problem(defect()), request);
}

Response Dispatcher::dressed(Response response, const Request& request) const {
    if (request.method == Method::head) response.events = nullptr;  // a head has no end to wait for
    if (!request.id.empty()) response.with("X-Request-Id", request.id);
    addSecurityHeaders(response, parts_.publicOrigin.substr(0, 8) == "https://");
    return response;
}

Response Dispatcher::refuse(const Error& error) {
    return dressed(problem(error), Request{});
}

void Dispatcher::answered(const Request& request, const Response& response, std::chrono::microseconds took) {
    if (!parts_.served) return;
    parts_.served({request.id, std::string(methodName(request.method)),
                   request.route != nullptr ? request.route->pattern : std::string(), request.access.account(),
                   response.status, took});
}

}  // namespace toitsu::server
