#pragma once

// A client that says exactly what it is told to: one socket to 127.0.0.1, blocking, with a limit of ten seconds.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace toitsu::server {

class RawClient {
public:
    explicit RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        timeval limit{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        to.sin_port = htons(static_cast<std::uint16_t>(port));
        EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    }
    RawClient(RawClient&& other) noexcept : socket_(std::exchange(other.socket_, -1)), read_(std::move(other.read_)) {}
    RawClient& operator=(RawClient&&) = delete;
    ~RawClient() {
        if (socket_ >= 0) ::close(socket_);
    }

    bool say(std::string_view text) {
        while (!text.empty()) {
            const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    struct Answer {
        int status = 0;  // 0: the connection ended without one
        std::string head, body;
        std::string header(const std::string& name) const {
            const std::size_t at = head.find("\r\n" + name + ": ");
            if (at == std::string::npos) return {};
            const std::size_t from = at + name.size() + 4;
            return head.substr(from, head.find("\r\n", from) - from);
        }
    };
    Answer answer(bool withBody = true) {
        Answer answer;
        std::size_t end = std::string::npos;
        while ((end = read_.find("\r\n\r\n")) == std::string::npos)
            if (!more()) return answer;
        answer.head = read_.substr(0, end + 2);
        read_.erase(0, end + 4);
        answer.status = std::stoi(answer.head.substr(9, 3));
        const std::string length = answer.header("Content-Length");
        const std::size_t size = withBody && !length.empty() ? std::stoul(length) : 0;
        while (read_.size() < size)
            if (!more()) break;
        answer.body = read_.substr(0, size);
        read_.erase(0, size);
        return answer;
    }
    // Everything up to and with `mark`; what came when the connection ended before.
    std::string until(std::string_view mark) {
        std::size_t end = std::string::npos;
        while ((end = read_.find(mark)) == std::string::npos)
            if (!more()) return std::exchange(read_, {});
        std::string found = read_.substr(0, end + mark.size());
        read_.erase(0, end + mark.size());
        return found;
    }
    bool ended() { return read_.empty() && !more(); }  // the other end closes within the limit and says nothing more

private:
    bool more() {
        std::array<char, 65536> bytes;
        const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
        if (got <= 0) return false;
        read_.append(bytes.data(), static_cast<std::size_t>(got));
        return true;
    }

    int socket_;
    std::string read_;
};

}  // namespace toitsu::server
