#pragma once

// HttpServer: HTTP/1.1 with limits. Reading and writing happen on one network thread; what an application does with a
// request runs on a small pool, so a slow answer stalls nobody else. Who goes silent is dropped: a head has ten seconds
// in all, a body ten seconds between two pieces. When all connections are taken, the one that has kept us waiting
// longest makes room.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "apps/server/http_message.h"
#include "base/result.h"

namespace toitsu::server {

// What answers. `admit` runs on the network thread and must be quick; `answer` may block.
class HttpApplication {
public:
    HttpApplication() = default;
    HttpApplication(const HttpApplication&) = delete;
    HttpApplication& operator=(const HttpApplication&) = delete;
    virtual ~HttpApplication() = default;

    // With the head alone, before a byte of the body is read: how large the body may be, or the answer at once.
    virtual tl::expected<std::size_t, Response> admit(Request& request) = 0;
    virtual Response answer(Request& request) = 0;
    // The server's own refusal (a head that is no HTTP, too large, too many at once).
    virtual Response refuse(const Error& error) = 0;
    // After the answer has been sent, or given up; on the pool, for a log may be slow.
    virtual void answered(const Request& request, const Response& response, std::chrono::microseconds took) = 0;
};

struct HttpOptions {
    std::string address = "127.0.0.1";
    int port = 0;  // 0: any free one
    std::size_t headLimit = 16u << 10;
    std::size_t bodiesLimit = 256u << 20;  // of all bodies that are being read or answered at once
    std::size_t connections = 768;
    std::size_t waiting = 512;  // requests that wait for the pool
    int handlers = 8;           // threads of the pool; signing in takes five of them at most
    std::chrono::milliseconds idle{10'000};
    std::chrono::milliseconds eventComment{15'000};
};

class HttpServer {
public:
    // Listens, and answers from then on. V040 when the address or port cannot be opened.
    static Result<std::unique_ptr<HttpServer>> open(std::shared_ptr<HttpApplication> application, HttpOptions options);
    virtual ~HttpServer() = default;  // stops

    virtual int port() const = 0;
    virtual std::string address() const = 0;  // "http://127.0.0.1:8470/"
    virtual void ring() = 0;                  // every EventSource is asked now; from any thread
    // Takes nothing new, finishes what has begun within `grace`, and returns when all is quiet.
    virtual void stop(std::chrono::milliseconds grace) = 0;

    struct Load {
        std::size_t connections = 0, waiting = 0, bodies = 0, listeners = 0;
    };
    virtual Load load() const = 0;
};

}  // namespace toitsu::server
