#include "apps/server/server.h"

#include <algorithm>
#include <map>
#include <set>

#include "apps/server/account_store.h"
#include "apps/server/http_head.h"
#include "apps/server/routes.h"
#include "apps/station/running_station.h"
#include "base/csv.h"
#include "base/files.h"

namespace toitsu::server {

namespace {

// "" stays ""; otherwise "scheme://host[:port]" without anything behind it.
Result<std::string> checkedOrigin(const std::string& url) {
    if (url.empty()) return url;
    std::string origin = lowered(url);
    if (origin.back() == '/') origin.pop_back();
    const std::size_t slashes = origin.find("://");
    const bool scheme = origin.substr(0, 8) == "https://" || origin.substr(0, 7) == "http://";
    const std::string host = slashes == std::string::npos ? "" : origin.substr(slashes + 3);
    const bool plain = std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' ||
               c == ']';
    });
    if (scheme && plain && !host.empty()) return origin;
    return fail(ErrorKind::usage, "V042",
                {"--public は https://toitsu.example.lg.jp の形で指定してください",
                 "write --public like https://toitsu.example.lg.jp"});
}

// codes/municipalities.csv of the library: code, prefecture, name. A library without it shows codes.
std::map<std::string, std::string> municipalityNames(const std::string& folder) {
    std::map<std::string, std::string> names;
    if (folder.empty()) return names;
    const auto text = files::read(folder + "/municipalities.csv");
    if (!text) return names;
    const auto rows = csv::parse(*text);
    if (!rows) return names;
    constexpr std::size_t kCode = 0, kName = 2;
    for (const csv::Row& row : *rows)
        if (row.size() > kName) names.emplace(row[kCode], row[kName]);
    return names;
}

}  // namespace

Server::Server(Services& services, std::ostream& log) : services_(services), log_(log, services.now) {}

Server::~Server() {
    ringing_ = nullptr;
    if (http_) http_->stop(std::chrono::seconds(2));
    services_.accounts = nullptr;
    services_.doorkeeper = nullptr;
    services_.ring = [] {};
}

Result<std::unique_ptr<Server>> Server::open(Services& services, std::ostream& log, ServerOptions options) {
    std::unique_ptr<Server> server(new Server(services, log));
    auto origin = checkedOrigin(options.publicOrigin);
    if (!origin) return fail(origin.error());
    server->publicOrigin_ = *origin;
    auto sessions = Sessions::open(*services.file, services.now);
    if (!sessions) return fail(sessions.error());
    server->sessions_ = std::move(*sessions);
    server->answers_ = std::make_shared<AnswerStore>(
        *services.file, services.now, [station = services.station](const std::string& plain) -> Result<std::string> {
            // Without a station only people are served, and no request holds a 個人番号.
            if (station == nullptr) return plain;
            return station->data().vault().hash("request", plain);
        });
    server->accounts_ = std::make_unique<Accounts>(*services.file, *server->sessions_, services.now,
                                                   PasswordHasher(2, options.passwords));
    services.accounts = server->accounts_.get();
    services.doorkeeper = server->sessions_.get();
    services.secureCookies = origin->substr(0, 8) == "https://";
    services.municipalityName = [names = municipalityNames(options.codesFolder)](const std::string& code) {
        const auto found = names.find(code);
        return found != names.end() ? found->second : code;
    };
    services.personName = [file = services.file](const std::string& id) {
        const auto account = file->read([&](Database& database) { return accounts::byId(database, id); });
        return account && *account ? (*account)->name : id;
    };
    auto web = options.webRoot.empty() ? Result<WebFiles>(WebFiles::embedded()) : WebFiles::folder(options.webRoot);
    if (!web) return fail(web.error());
    auto api = wholeApi(services);
    if (!api) return fail(api.error());
    DispatcherParts parts;
    parts.routes = std::move(api->routes);
    parts.shapes = std::move(api->shapes);
    parts.doorkeeper = server->sessions_;
    parts.answers = server->answers_;
    parts.publicOrigin = *origin;
    parts.address = options.http.address;
    parts.municipalities = [&services]() -> std::vector<std::string> {
        std::set<std::string> all;
        if (services.station != nullptr)
            for (const auto& layout : services.station->library().layouts) all.insert(layout->municipality);
        return {all.begin(), all.end()};
    };
    parts.pages = [files = std::move(*web)](const Request& request) { return files.find(request); };
    parts.served = [server = server.get()](const Served& served) {
        server->services_.metrics.observe(served.method, served.route, served.status, served.took);
        server->log_.served(served);
    };
    parts.failed = [server = server.get()](const Error& error) { server->log_.failed(error); };
    auto dispatcher = Dispatcher::make(std::move(parts));
    if (!dispatcher) return fail(dispatcher.error());
    server->dispatcher_ = *dispatcher;
    services.ring = [server = server.get()] { server->ring(); };
    auto http = HttpServer::open(*dispatcher, options.http);
    if (!http) return fail(http.error());
    server->http_ = std::move(*http);
    server->ringing_ = server->http_.get();
    server->measure();
    server->log_.event("serving", {{"port", server->port()}});
    return server;
}

std::string Server::publicAddress() const {
    return publicOrigin_.empty() ? address() : publicOrigin_ + "/";
}

void Server::ring() {
    if (HttpServer* http = ringing_) http->ring();
}

void Server::measure() {
    using Figures = Metrics::Labelled;
    services_.metrics.gauge("toitsu_http_connections", "Open connections.", [this] {
        return Figures{{"", static_cast<double>(http_->load().connections)}};
    });
    services_.metrics.gauge("toitsu_http_waiting", "Requests that wait for a handler, or are in one.", [this] {
        return Figures{{"", static_cast<double>(http_->load().waiting)}};
    });
    services_.metrics.gauge("toitsu_http_listeners", "Listeners of server-sent events.", [this] {
        return Figures{{"", static_cast<double>(http_->load().listeners)}};
    });
    services_.metrics.gauge("toitsu_sessions", "People who are signed in.", [this] {
        return Figures{{"", static_cast<double>(sessions_->count())}};
    });
}

}  // namespace toitsu::server
