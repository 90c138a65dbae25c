#include "apps/cli/preview_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <utility>

namespace toitsu::cli {

namespace {

constexpr std::size_t kLongestRequest = 16 * 1024, kMostClients = 32;

std::string response(const char* status, const char* type, const std::string& body, const char* more = "") {
    return std::string("HTTP/1.1 ") + status + "\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n" + more +
           "Connection: close\r\n\r\n" + body;
}

// The value of a header, lower case; "" when it is absent.
std::string header(const std::string& request, const std::string& name) {
    std::string lowered = request;
    std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::size_t at = lowered.find("\r\n" + name + ":");
    if (at == std::string::npos) return {};
    std::size_t from = at + name.size() + 3;
    const std::size_t end = lowered.find("\r\n", from);
    while (from < end && lowered[from] == ' ') ++from;
    return lowered.substr(from, end - from);
}

}  // namespace

Result<PreviewServer> PreviewServer::open(int port) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    socklen_t size = sizeof address;
    const bool good = listener >= 0 && ::bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                      ::listen(listener, 16) == 0 &&
                      ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    if (!good) {
        if (listener >= 0) ::close(listener);
        return fail(
            ErrorKind::unavailable, "C141",
            {"このマシンのポート " + std::to_string(port) + " を開けません。--port で別の番号を指定してください",
             "port " + std::to_string(port) + " of this machine cannot be opened; name another with --port"});
    }
    return PreviewServer(listener, ntohs(address.sin_port));
}

PreviewServer::PreviewServer(PreviewServer&& other) noexcept
    : listener_(std::exchange(other.listener_, -1)),
      port_(other.port_),
      page_(std::move(other.page_)),
      clients_(std::exchange(other.clients_, {})) {}

PreviewServer::~PreviewServer() {
    for (const auto& [descriptor, client] : clients_) ::close(descriptor);
    if (listener_ >= 0) ::close(listener_);
}

void PreviewServer::tell(const std::string& json) {
    for (auto& [descriptor, client] : clients_)
        if (client.listens) client.answer += "data: " + json + "\n\n";
}

void PreviewServer::accept() {
    for (;;) {
        const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) return;
        if (clients_.size() >= kMostClients)
            ::close(descriptor);
        else
            clients_.emplace(descriptor, Client{});
    }
}

void PreviewServer::answer(Client& client) const {
    client.answered = true;
    const std::string host = header(client.asked, "host"), port = ":" + std::to_string(port_);
    if (host != "127.0.0.1" + port && host != "localhost" + port) {
        client.answer = response("403 Forbidden", "text/plain", "only for this machine\n");
        return;
    }
    const std::size_t end = client.asked.find(' ', 4);
    const std::string path = client.asked.starts_with("GET ") ? client.asked.substr(4, end - 4) : "";
    if (path == "/") {
        client.answer = response("200 OK", "text/html; charset=utf-8", page_);
    } else if (path == "/events") {
        client.listens = true;
        client.answer =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: "
            "keep-alive\r\n\r\nretry: 1000\n\n";
    } else {
        client.answer = response("404 Not Found", "text/plain", "not here\n");
    }
}

bool PreviewServer::take(int descriptor, Client& client) {
    std::array<char, 4096> bytes;
    for (;;) {
        const ssize_t got = ::recv(descriptor, bytes.data(), bytes.size(), 0);
        if (got < 0) return errno == EAGAIN || errno == EINTR;
        if (got == 0) return false;
        if (client.answered) continue;  // whatever else a client says after its request
        client.asked.append(bytes.data(), static_cast<std::size_t>(got));
        if (client.asked.size() > kLongestRequest) return false;
        if (client.asked.find("\r\n\r\n") != std::string::npos) answer(client);
    }
}

bool PreviewServer::give(int descriptor, Client& client) {
    while (!client.answer.empty()) {
        const ssize_t sent = ::send(descriptor, client.answer.data(), client.answer.size(), MSG_NOSIGNAL);
        if (sent < 0) return errno == EAGAIN || errno == EINTR;
        client.answer.erase(0, static_cast<std::size_t>(sent));
    }
    return !client.answered || client.listens;
}

void PreviewServer::serve(const std::vector<int>& descriptors, int mostMillis) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::milliseconds(mostMillis);
    for (;;) {
        for (auto it = clients_.begin(); it != clients_.end();) {
            const bool stays = it->second.answer.empty() || give(it->first, it->second);
            if (!stays) ::close(it->first);
            it = stays ? std::next(it) : clients_.erase(it);
        }
        std::vector<pollfd> asked{{listener_, POLLIN, 0}};
        for (const int descriptor : descriptors) asked.push_back({descriptor, POLLIN, 0});
        const std::size_t bells = descriptors.size();
        for (const auto& [descriptor, client] : clients_)
            asked.push_back({descriptor, static_cast<short>(client.answer.empty() ? POLLIN : POLLIN | POLLOUT), 0});
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        if (::poll(asked.data(), asked.size(), static_cast<int>(std::max<long>(0, left))) <= 0) return;
        for (std::size_t i = bells + 1; i < asked.size(); ++i) {
            const auto client = clients_.find(asked[i].fd);
            if ((asked[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0 || take(client->first, client->second)) continue;
            ::close(client->first);
            clients_.erase(client);
        }
        if (asked[0].revents != 0) accept();
        for (std::size_t i = 1; i <= bells; ++i)
            if (asked[i].revents != 0) return;
    }
}

}  // namespace toitsu::cli
