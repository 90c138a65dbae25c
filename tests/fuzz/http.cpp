// A request from the network: everything that is decided about it before its handler – ambiguous heads, targets,
// cookies, routes, shapes – with somebody signed in who may do everything. A line of bytes is the method and the
// target, then come headers up to an empty line, then the body.

#include <cstdlib>
#include <memory>

#include "apps/server/dispatcher.h"
#include "apps/server/http_head.h"
#include "apps/server/paging.h"
#include "apps/server/routes.h"
#include "apps/server/secrets.h"
#include "base/text.h"

namespace {

using namespace toitsu;
using namespace toitsu::server;

class Everybody : public Doorkeeper {
public:
    std::optional<Access> who(std::string_view token) override { return still(token); }
    std::optional<Access> still(std::string_view token) const override {
        if (token.empty()) return std::nullopt;
        return Access("a", "a", {{"202088", allRoles()}});
    }
};

class Forgetting : public AnswerMemory {
public:
    Result<std::optional<Response>> begin(const std::string&, const std::string&, const std::string&) override {
        return std::optional<Response>();
    }
    Result<void> keep(const std::string&, const std::string&, const Response&) override { return {}; }
    void forget(const std::string&, const std::string&) override {}
};

std::shared_ptr<Dispatcher> dispatcher() {
    static Services services;
    services.now = systemNow;
    services.municipalityName = [](const std::string& code) { return code; };
    auto api = wholeApi(services);
    if (!api) std::abort();
    for (Route& route : api->routes)
        route.handler = [](const Request& request) -> Result<Response> {
            const auto page = pageOf(request);
            if (!page) return fail(page.error());
            return withEtag(request, Response::json(request.json), etag(request.path));
        };
    DispatcherParts parts;
    parts.routes = std::move(api->routes);
    parts.shapes = std::move(api->shapes);
    parts.doorkeeper = std::make_shared<Everybody>();
    parts.answers = std::make_shared<Forgetting>();
    parts.publicOrigin = "https://toitsu.example.lg.jp";
    parts.address = "127.0.0.1";
    auto made = Dispatcher::make(std::move(parts));
    if (!made) std::abort();
    return *made;
}

Method methodOf(std::string_view name) {
    for (const Method method : {Method::get, Method::head, Method::post, Method::put, Method::del})
        if (methodName(method) == name) return method;
    return Method::other;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::shared_ptr<Dispatcher> server = dispatcher();
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const auto line = [&] {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view one = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        return one;
    };
    Request request;
    const std::string_view first = line();
    const std::size_t space = std::min(first.find(' '), first.size());
    request.method = methodOf(first.substr(0, space));
    request.target = first.substr(std::min(space + 1, first.size()));
    request.peer = "127.0.0.1";
    for (std::string_view header = line(); !header.empty(); header = line()) {
        const std::size_t colon = std::min(header.find(':'), header.size());
        request.headers.emplace_back(lowered(header.substr(0, colon)),
                                     header.substr(std::min(colon + 1, header.size())));
    }
    // Nobody guesses this one, and behind it stands what is to be tried.
    if (const auto token = request.cookie(kSessionCookie))
        request.headers.emplace_back("x-csrf-token", csrfToken(*token));
    static_cast<void>(unambiguous(request, true));
    const auto admitted = server->admit(request);
    Response answer;
    if (admitted) {
        request.body = rest.substr(0, *admitted);
        answer = server->answer(request);
    } else {
        answer = admitted.error();
    }
    const std::string head = headText(answer, true);
    // One answer, one head: nothing of the request breaks out of its line.
    if (head.find("\r\n\r\n") != head.size() - 4 || !text::validUtf8(head)) std::abort();
    return 0;
}
