#include "apps/cli/preview_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace toitsu::cli {
namespace {

// A browser in the same thread: what it says lies in the socket until the server is asked to serve.
class Browser {
public:
    explicit Browser(const PreviewServer& server) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        const std::string address = server.address();
        port_ = address.substr(address.rfind(':') + 1);
        port_.pop_back();
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(port_)));
        EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    }
    ~Browser() { ::close(socket_); }

    void get(const std::string& path, const std::string& host = "127.0.0.1") {
        const std::string request = "GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + port_ + "\r\n\r\n";
        EXPECT_EQ(::send(socket_, request.data(), request.size(), 0), static_cast<ssize_t>(request.size()));
    }
    // Everything that is there after the server has served.
    std::string heard(PreviewServer& server) {
        std::string all;
        std::array<char, 65536> bytes;
        for (int quiet = 0; quiet < 3;) {
            server.serve({}, 1);
            const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
            if (got > 0) {
                all.append(bytes.data(), static_cast<std::size_t>(got));
                quiet = 0;
            } else {
                ++quiet;
            }
        }
        return all;
    }

private:
    int socket_;
    std::string port_;
};

TEST(PreviewServer, GivesThePageAndTellsOfChanges) {
    auto server = PreviewServer::open(0);
    ASSERT_TRUE(server) << server.error().text(Language::en);
    const std::string page = "<p>" + std::string(700'000, 'x') + "</p>";
    server->setPage(page);
    Browser reader(*server);
    reader.get("/");
    const std::string got = reader.heard(*server);
    EXPECT_EQ(got.substr(0, 15), "HTTP/1.1 200 OK");
    EXPECT_EQ(got.substr(got.find("\r\n\r\n") + 4), page) << "also what does not fit into the socket at once";

    Browser listener(*server);
    listener.get("/events");
    EXPECT_NE(listener.heard(*server).find("text/event-stream"), std::string::npos);
    server->tell("{\"a\":1}");
    EXPECT_EQ(listener.heard(*server), "data: {\"a\":1}\n\n");
}

TEST(PreviewServer, IsOnlyForThisMachine) {
    auto server = PreviewServer::open(0);
    ASSERT_TRUE(server);
    server->setPage("secret");
    for (const auto& [path, host, status] :
         {std::tuple("/", "evil.example", "403"), {"/", "localhost", "200"}, {"/../etc/passwd", "127.0.0.1", "404"}}) {
        Browser browser(*server);
        browser.get(path, host);
        EXPECT_EQ(browser.heard(*server).substr(9, 3), status) << path << " " << host;
    }
}

TEST(PreviewServer, APortInUseIsSaid) {
    auto first = PreviewServer::open(0);
    ASSERT_TRUE(first);
    const std::string address = first->address();
    const auto second = PreviewServer::open(std::stoi(address.substr(address.rfind(':') + 1)));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "C141");
}

}  // namespace
}  // namespace toitsu::cli
