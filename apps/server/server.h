#pragma once

// Server: the station's people, its routes and HTTP, put together. It fills in what belongs to people in `services`;
// the station's own parts are there already.

#include <atomic>
#include <memory>
#include <ostream>
#include <string>

#include "apps/server/accounts.h"
#include "apps/server/answer_store.h"
#include "apps/server/dispatcher.h"
#include "apps/server/http_server.h"
#include "apps/server/log.h"
#include "apps/server/services.h"
#include "apps/server/web_files.h"

namespace toitsu::server {

struct ServerOptions {
    HttpOptions http;
    std::string publicOrigin;  // "https://toitsu.example.lg.jp" when a proxy stands before us
    std::string webRoot;       // "" – the screens in this program
    std::string codesFolder;   // of the library, for the municipalities' names; "" – codes are shown
    PasswordHasher::Cost passwords;
};

class Server {
public:
    // The tables that services.file must have been opened with.
    static std::vector<station::StationFile::Part> tables() { return Accounts::tables(); }

    // `services` and `log` must outlive the server. V040, V041, V042 a public URL that is none.
    static Result<std::unique_ptr<Server>> open(Services& services, std::ostream& log, ServerOptions options);
    ~Server();

    std::string address() const { return http_->address(); }  // where it listens
    std::string publicAddress() const;                        // what people type
    int port() const { return http_->port(); }
    void ring();
    void stop() { http_->stop(std::chrono::seconds(10)); }

    Accounts& accounts() { return *accounts_; }
    Sessions& sessions() { return *sessions_; }
    Dispatcher& dispatcher() { return *dispatcher_; }

private:
    Server(Services& services, std::ostream& log);
    void measure();

    Services& services_;
    Log log_;
    std::string publicOrigin_;
    std::shared_ptr<Sessions> sessions_;
    std::shared_ptr<AnswerStore> answers_;
    std::unique_ptr<Accounts> accounts_;
    std::shared_ptr<Dispatcher> dispatcher_;
    std::unique_ptr<HttpServer> http_;
    std::atomic<HttpServer*> ringing_{nullptr};  // http_ once it listens
};

}  // namespace toitsu::server
