#include "tests/bench/server/slow_clients.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>

namespace toitsu::server {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kBetweenBytes{1000};  // often enough for no limit on silence

void say(int socket, const std::string& text) {
    // What cannot be sent is a connection that the server has closed; the next look opens it anew.
    static_cast<void>(::send(socket, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
}

}  // namespace

SlowClients::SlowClients(int port, int count, std::string session) : port_(port), session_(std::move(session)) {
    for (int n = 0; n < count; ++n) {
        clients_.push_back({static_cast<Kind>(n % 4), -1});
        open(clients_.back());
    }
    thread_ = std::thread([this] { hold(); });
}

SlowClients::~SlowClients() {
    ends_ = true;
    thread_.join();
    for (const Client& client : clients_)
        if (client.socket >= 0) ::close(client.socket);
}

void SlowClients::open(Client& client) const {
    if (client.socket >= 0) ::close(client.socket);
    client.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int little = 4096;  // of an answer that nobody takes, little is taken by the kernel
    if (client.kind == Kind::reader) ::setsockopt(client.socket, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(static_cast<std::uint16_t>(port_));
    if (::connect(client.socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) return;
    const std::string common = " HTTP/1.1\r\nHost: localhost\r\n" + session_;
    switch (client.kind) {
        case Kind::head:
            return say(client.socket, "GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        case Kind::body:
            return say(client.socket, "POST /api/v1/verify/next" + common +
                                          "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{");
        case Kind::reader:
            return say(client.socket, "GET /openapi.json" + common + "\r\n");
        case Kind::listener:
            return say(client.socket, "GET /api/v1/events" + common + "\r\n");
    }
}

void SlowClients::hold() {
    auto next = Clock::now() + kBetweenBytes;
    std::vector<pollfd> waits(clients_.size());
    while (!ends_) {
        // Whoever reads slowly does not look at what has come; the others learn whether they were dropped.
        for (std::size_t n = 0; n < clients_.size(); ++n)
            waits[n] = {clients_[n].socket, static_cast<short>(clients_[n].kind == Kind::reader ? 0 : POLLIN), 0};
        ::poll(waits.data(), waits.size(), 50);
        for (std::size_t n = 0; n < clients_.size(); ++n) {
            if (waits[n].revents == 0) continue;
            char bytes[4096];
            if (clients_[n].kind != Kind::reader && ::recv(clients_[n].socket, bytes, sizeof bytes, MSG_DONTWAIT) > 0 &&
                clients_[n].kind == Kind::listener)
                continue;
            ++dropped_;
            open(clients_[n]);
        }
        if (Clock::now() < next) continue;
        next = Clock::now() + kBetweenBytes;
        for (const Client& client : clients_) {
            char byte = 0;
            if (client.kind == Kind::reader)
                static_cast<void>(::recv(client.socket, &byte, 1, MSG_DONTWAIT));
            else if (client.kind != Kind::listener)
                say(client.socket, " ");
        }
    }
}

}  // namespace toitsu::server
