#pragma once

// Clients that hold a server's places: heads and bodies that come a byte at a time, answers that nobody takes, streams
// that nobody closes. What the server drops is opened anew.

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace toitsu::server {

class SlowClients {
public:
    // `count` of them, a quarter of each kind; `session`: the headers of somebody who is signed in. They are there when
    // this returns.
    SlowClients(int port, int count, std::string session);
    ~SlowClients();
    SlowClients(const SlowClients&) = delete;
    SlowClients& operator=(const SlowClients&) = delete;

    int dropped() const { return dropped_; }  // by the server, and opened again

private:
    enum class Kind { head, body, reader, listener };
    struct Client {
        Kind kind = Kind::head;
        int socket = -1;
    };
    void open(Client& client) const;
    void hold();

    const int port_;
    const std::string session_;
    std::vector<Client> clients_;
    std::atomic<bool> ends_{false};
    std::atomic<int> dropped_{0};
    std::thread thread_;
};

}  // namespace toitsu::server
