#pragma once

// One page for this machine's own browser: http://127.0.0.1:<port>/ and a stream of changes (server-sent events) beside
// it. Nobody else can reach it: it listens on the loopback only and answers no request that names another host, so that
// a page from outside cannot read it through a name that points here.

#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace toitsu::cli {

class PreviewServer {
public:
    // `port` 0: any free one. C141 when it cannot be opened.
    static Result<PreviewServer> open(int port);
    PreviewServer(PreviewServer&& other) noexcept;
    PreviewServer& operator=(PreviewServer&&) = delete;
    ~PreviewServer();

    std::string address() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }
    void setPage(std::string html) { page_ = std::move(html); }  // what the next GET / gets
    void tell(const std::string& json);                          // to every page that listens; one line
    // Answers requests until one of the descriptors (-1: none) becomes readable, the time has passed or a signal comes.
    void serve(const std::vector<int>& descriptors, int mostMillis);

private:
    PreviewServer(int listener, int port) : listener_(listener), port_(port) {}

    struct Client {
        std::string asked, answer;
        bool listens = false;  // to /events: stays open
        bool answered = false;
    };
    void accept();
    bool take(int descriptor, Client& client);  // false: gone
    bool give(int descriptor, Client& client);
    void answer(Client& client) const;

    int listener_ = -1, port_ = 0;
    std::string page_;
    std::map<int, Client> clients_;
};

}  // namespace toitsu::cli
