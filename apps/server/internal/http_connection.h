#pragma once

// Inside http_server.cpp only: Boost.Asio and Boost.Beast, and what is known of one connection.

// Clang 14 (the lint and the fuzzer) has C++20's coroutines and does not say so.
#if defined(__clang__) && __clang_major__ < 16
#define __cpp_impl_coroutine 201902L
#define BOOST_ASIO_HAS_CO_AWAIT 1
#define BOOST_ASIO_HAS_STD_COROUTINE 1
#endif

#include <utility>  // Asio 1.74 uses std::exchange and forgets to include it

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <memory>
#include <string>

#include "apps/server/http_message.h"

namespace toitsu::server {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = net::ip::tcp;
using Failure = boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Parser = http::request_parser<http::string_body>;

constexpr std::size_t kPiece = 64u << 10;  // what is read or written at once

// With the completion token of every call here: the error lands in a variable.
inline auto into(Failure& failure) {
    return net::redirect_error(net::use_awaitable, failure);
}

struct Connection {
    explicit Connection(tcp::socket socket) : stream(std::move(socket)), wake(stream.get_executor()) {}

    beast::tcp_stream stream;
    beast::flat_buffer buffer{kPiece * 2};
    net::steady_timer wake;  // cancelled when something has happened that the coroutine waits for
    std::string peer;
    Clock::time_point since = Clock::now();  // when it began to keep us waiting
    bool idle = true;                        // no whole head has come
    bool finished = false;                   // the pool has finished its piece of work
    bool listens = false, rung = false, gone = false;
};
using ConnectionPtr = std::shared_ptr<Connection>;

inline std::string textOf(boost::string_view text) {
    return {text.data(), text.size()};
}

inline Method methodOf(http::verb verb) {
    switch (verb) {
        case http::verb::get:
            return Method::get;
        case http::verb::head:
            return Method::head;
        case http::verb::post:
            return Method::post;
        case http::verb::put:
            return Method::put;
        case http::verb::delete_:
            return Method::del;
        default:
            return Method::other;
    }
}

// What the parser says of a head or body that is no HTTP; any other failure is the network's.
inline bool malformed(Failure failure) {
    return failure.category() == http::make_error_code(http::error::bad_method).category() &&
           failure != http::error::end_of_stream && failure != http::error::partial_message;
}

}  // namespace toitsu::server
