// This file and internal/http_connection.h alone know Boost.Asio and Boost.Beast (1.74). Everything that stands in
// BeastServer without a lock is touched by the network thread only; the pool gets shared pointers and answers by
// posting back.

#include "apps/server/http_server.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <set>
#include <thread>

#include "apps/server/http_head.h"
#include "apps/server/internal/http_connection.h"
#include "apps/server/problem.h"

namespace toitsu::server {

namespace {

constexpr std::size_t kSlowest = 8u << 10;              // bytes a second, in the long run, that bodies come and go with
constexpr std::size_t kMostDrained = 64u << 20;         // of a body that nobody reads, so that the answer is seen
constexpr std::chrono::milliseconds kBetweenAsks{200};  // an EventSource is asked no more often than this

const std::string kContinue = "HTTP/1.1 100 Continue\r\n\r\n", kNothing;

class BeastServer final : public HttpServer {
public:
    BeastServer(std::shared_ptr<HttpApplication> application, HttpOptions options)
        : application_(std::move(application)),
          options_(std::move(options)),
          acceptor_(io_),
          pool_(static_cast<std::size_t>(std::max(1, options_.handlers))) {}
    ~BeastServer() override { stop(std::chrono::seconds(2)); }

    Result<void> listen() {
        Failure failure;
        const auto address = net::ip::make_address(options_.address, failure);
        if (!failure) {
            const tcp::endpoint endpoint(address, static_cast<std::uint16_t>(options_.port));
            acceptor_.open(endpoint.protocol(), failure);
            if (!failure) acceptor_.set_option(net::socket_base::reuse_address(true), failure);
            if (!failure) acceptor_.bind(endpoint, failure);
            if (!failure) acceptor_.listen(1024, failure);
            if (!failure) port_ = acceptor_.local_endpoint(failure).port();
        }
        if (failure) {
            const std::string where = options_.address + ":" + std::to_string(options_.port);
            return fail(ErrorKind::unavailable, "V040",
                        {where + " を開けません。--port や --address で別の場所を指定してください",
                         where + " cannot be opened; name another with --port or --address"});
        }
        net::co_spawn(io_, accepting(), net::detached);
        thread_ = std::thread([this] {
            io_.run();
            const std::lock_guard lock(quietMutex_);
            quiet_ = true;
            quietChanged_.notify_all();
        });
        return {};
    }

    int port() const override { return port_; }
    std::string address() const override {
        const bool six = options_.address.find(':') != std::string::npos;
        return "http://" + (six ? "[" + options_.address + "]" : options_.address) + ":" + std::to_string(port_) + "/";
    }
    Load load() const override { return {connectionCount_, waiting_, bodies_, listeners_}; }

    void ring() override {
        net::post(io_, [this] {
            for (const ConnectionPtr& c : connections_) {
                if (!c->listens) continue;
                c->rung = true;
                c->wake.cancel();
            }
        });
    }

    void stop(std::chrono::milliseconds grace) override {
        if (!thread_.joinable()) return;
        net::post(io_, [this] {
            stopping_ = true;
            Failure ignored;  // closing what is closed is no failure
            acceptor_.close(ignored);
            for (const ConnectionPtr& c : connections_) {
                if (c->idle) c->stream.close();
                c->wake.cancel();
            }
        });
        {
            std::unique_lock lock(quietMutex_);
            if (!quietChanged_.wait_for(lock, grace, [this] { return quiet_; })) {
                io_.stop();
                pool_.stop();
            }
        }
        thread_.join();
        pool_.join();
    }

private:
    net::awaitable<void> accepting() {
        for (;;) {
            Failure failure;
            tcp::socket socket = co_await acceptor_.async_accept(into(failure));
            if (stopping_) co_return;
            if (failure) {  // no descriptors are left, most likely
                evict();
                net::steady_timer pause(io_, std::chrono::milliseconds(50));
                co_await pause.async_wait(into(failure));
                continue;
            }
            if (connections_.size() >= options_.connections && !evict()) continue;  // all are at work: closed again
            auto connection = std::make_shared<Connection>(std::move(socket));
            const auto end = connection->stream.socket().remote_endpoint(failure);
            if (failure) continue;
            connection->peer = end.address().to_string();
            connection->stream.socket().set_option(tcp::no_delay(true), failure);
            connections_.insert(connection);
            connectionCount_ = connections_.size();
            net::co_spawn(io_, serving(connection), net::detached);
        }
    }

    // The connection that has kept us waiting longest makes room; false when none waits.
    bool evict() {
        ConnectionPtr oldest;
        for (const ConnectionPtr& c : connections_)
            if (c->idle && (!oldest || c->since < oldest->since)) oldest = c;
        if (!oldest) return false;
        oldest->stream.close();
        connections_.erase(oldest);
        return true;
    }

    net::awaitable<void> serving(ConnectionPtr c) {
        while (!stopping_) {
            Parser parser;
            parser.header_limit(static_cast<std::uint32_t>(options_.headLimit));
            // Decided when the head is known; for 1.74 "none" is less than any length.
            parser.body_limit(std::numeric_limits<std::uint64_t>::max());
            c->idle = true;
            c->since = Clock::now();
            c->stream.expires_after(options_.idle);
            Failure failure;
            co_await http::async_read_header(c->stream, c->buffer, parser, into(failure));
            c->idle = false;
            if (failure) {
                co_await refuseHead(*c, failure);
                break;
            }
            const bool again = co_await exchange(c, parser);
            if (!again) break;
        }
        Failure ignored;  // the other end may be gone already
        c->stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
        c->stream.close();
        connections_.erase(c);
        connectionCount_ = connections_.size();
    }

    net::awaitable<void> refuseHead(Connection& c, Failure failure) {
        if (!malformed(failure)) co_return;
        const bool large = failure == http::error::header_limit || failure == http::error::buffer_overflow;
        const Response response = application_->refuse(large ? headTooLarge() : notUnderstood());
        const std::string head = headText(response, false);
        const bool told = co_await send(c, head, response.body);
        if (told) co_await drain(c);
    }

    net::awaitable<bool> exchange(ConnectionPtr c, Parser& parser) {
        const auto begun = Clock::now();
        const auto request = std::make_shared<Request>();
        const auto response = std::make_shared<Response>();
        const auto& head = parser.get();
        request->method = methodOf(head.method());
        request->target = textOf(head.target());
        request->peer = c->peer;
        for (const auto& field : head)
            request->headers.emplace_back(lowered(textOf(field.name_string())), textOf(field.value()));
        bool alive = true;
        std::size_t booked = 0;
        const bool sound = unambiguous(*request, head.version() == 11);
        if (!sound) {
            *response = application_->refuse(notUnderstood());
        } else if (auto limit = application_->admit(*request); !limit) {
            *response = std::move(limit.error());
        } else {
            const bool sized = parser.content_length() != boost::none;
            const std::size_t length = sized ? static_cast<std::size_t>(*parser.content_length()) : 0;
            booked = sized ? std::min(length, *limit) : parser.chunked() ? *limit : 0;
            if (length > *limit) {
                booked = 0;
                *response = application_->refuse(bodyTooLarge());
            } else if (bodies_ + booked > options_.bodiesLimit || waiting_ >= options_.waiting) {
                booked = 0;
                *response = application_->refuse(tooBusy()).with("Retry-After", "2");
            } else {
                bodies_ += booked;
                parser.body_limit(*limit);
                alive = co_await readBody(*c, *request, *response, parser);
                if (alive && parser.is_done()) {
                    request->body = std::move(parser.get().body());
                    co_await onPool(c, work(request, response));
                }
            }
        }
        const bool keep = sound && alive && parser.is_done() && parser.keep_alive() && !stopping_ && !response->events;
        if (alive) {
            const std::string answer = headText(*response, keep);
            alive = co_await send(*c, answer, request->method == Method::head ? kNothing : response->body);
            if (alive && response->events) co_await listening(c, response->events);
            if (alive && (!sound || !parser.is_done())) co_await drain(*c);
        }
        bodies_ -= booked;
        report(request, response, begun);
        const bool again = alive && keep;
        co_return again;
    }

    void report(std::shared_ptr<Request> request, std::shared_ptr<Response> response, Clock::time_point begun) {
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun);
        net::post(pool_, [this, request, response, took] { application_->answered(*request, *response, took); });
    }

    // What runs on the pool. Coroutines of GCC 12 do not bear lambdas inside their awaits, so they are made here.
    std::function<void()> work(std::shared_ptr<Request> request, std::shared_ptr<Response> response) {
        return [this, request = std::move(request), response = std::move(response)] {
            try {
                *response = application_->answer(*request);
            } catch (const std::exception&) {
                *response = application_->refuse(defect());
            }
        };
    }
    static std::function<void()> asking(EventSource source, std::shared_ptr<std::optional<std::string>> text) {
        return [source = std::move(source), text = std::move(text)] {
            try {
                *text = source();
            } catch (const std::exception&) {
                text->reset();  // the listener comes again
            }
        };
    }

    // false: the client is gone. A body that grows too large leaves the parser undone and the refusal in `response`.
    net::awaitable<bool> readBody(Connection& c, const Request& request, Response& response, Parser& parser) {
        if (!parser.is_done() && lowered(request.header("expect")) == "100-continue") {
            const bool told = co_await send(c, kContinue, kNothing);
            if (!told) co_return false;
        }
        const auto begun = Clock::now();
        std::size_t pieces = 0;
        while (!parser.is_done()) {
            c.stream.expires_after(options_.idle);
            Failure failure;
            const std::size_t got = co_await http::async_read_some(c.stream, c.buffer, parser, into(failure));
            if (failure == http::error::body_limit) {
                response = application_->refuse(bodyTooLarge());
                co_return true;
            }
            if (malformed(failure)) {
                response = application_->refuse(notUnderstood());
                co_return true;
            }
            pieces += got;
            if (failure || Clock::now() - begun > patience(pieces)) co_return false;
        }
        co_return true;
    }

    net::awaitable<void> onPool(ConnectionPtr c, std::function<void()> work) {
        ++waiting_;
        c->finished = false;
        net::post(pool_, [this, c, work = std::move(work)] {
            work();
            net::post(io_, [this, c] {
                --waiting_;
                c->finished = true;
                c->wake.cancel();
            });
        });
        while (!c->finished) co_await waitUntil(*c, Clock::time_point::max());
    }

    net::awaitable<void> waitUntil(Connection& c, Clock::time_point end) {
        Failure woken;  // cancelling is how it is woken
        c.wake.expires_at(end);
        co_await c.wake.async_wait(into(woken));
    }

    net::awaitable<bool> send(Connection& c, const std::string& head, const std::string& body) {
        const std::size_t headSize = head.size(), total = headSize + body.size();
        const auto end = Clock::now() + patience(total);
        for (std::size_t sent = 0; sent < total;) {
            std::array<net::const_buffer, 2> pieces;
            if (sent < headSize) pieces[0] = net::buffer(head.data() + sent, headSize - sent);
            const std::size_t inBody = sent > headSize ? sent - headSize : 0;
            pieces[1] = net::buffer(body.data() + inBody, std::min(kPiece, body.size() - inBody));
            c.stream.expires_after(options_.idle);
            Failure failure;
            sent += co_await net::async_write(c.stream, pieces, into(failure));
            if (failure || Clock::now() > end) co_return false;
        }
        co_return true;
    }

    // How long so many bytes may take in all, so that nobody holds them by taking or giving a few at a time.
    std::chrono::milliseconds patience(std::size_t bytes) const {
        return options_.idle * 3 + std::chrono::seconds(bytes / kSlowest);
    }

    // A connection that is closed while the client still sends is reset, and the client never sees the answer.
    net::awaitable<void> drain(Connection& c) {
        Failure failure;
        c.stream.socket().shutdown(tcp::socket::shutdown_send, failure);
        std::array<char, 16384> dropped;
        const auto end = Clock::now() + options_.idle;
        for (std::size_t total = 0; !failure && total < kMostDrained && Clock::now() < end;) {
            c.stream.expires_after(std::min(options_.idle, std::chrono::milliseconds(1000)));
            total += co_await c.stream.async_read_some(net::buffer(dropped), into(failure));
        }
    }

    net::awaitable<void> listening(ConnectionPtr c, EventSource source) {
        ++listeners_;
        c->listens = c->rung = true;  // asked at once
        c->stream.socket().async_wait(tcp::socket::wait_read, [c](Failure) {
            c->gone = true;  // a listener says nothing more: what comes is its end
            c->wake.cancel();
        });
        const auto text = std::make_shared<std::optional<std::string>>("retry: 1000\n\n");
        auto lastSent = Clock::now(), lastAsked = lastSent - kBetweenAsks;
        while (!c->gone && !stopping_) {
            if (!*text) break;
            if ((*text)->empty() && Clock::now() - lastSent >= options_.eventComment) **text = ": still here\n\n";
            if (!(*text)->empty()) {
                lastSent = Clock::now();
                const bool told = co_await send(*c, **text, kNothing);
                if (!told) break;
            }
            const auto earliest = lastAsked + kBetweenAsks, latest = lastSent + options_.eventComment;
            while (!c->gone && !stopping_ && Clock::now() < (c->rung ? earliest : latest))
                co_await waitUntil(*c, c->rung ? earliest : latest);
            if (c->gone || stopping_) break;
            c->rung = false;
            lastAsked = Clock::now();
            co_await onPool(c, asking(source, text));
        }
        c->listens = false;
        --listeners_;
    }

    const std::shared_ptr<HttpApplication> application_;
    const HttpOptions options_;
    net::io_context io_{1};
    tcp::acceptor acceptor_;
    int port_ = 0;
    std::set<ConnectionPtr> connections_;
    bool stopping_ = false;
    std::atomic<std::size_t> connectionCount_{0}, waiting_{0}, bodies_{0}, listeners_{0};
    net::thread_pool pool_;
    std::mutex quietMutex_;
    std::condition_variable quietChanged_;
    bool quiet_ = false;
    std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::open(std::shared_ptr<HttpApplication> application,
                                                     HttpOptions options) {
    auto server = std::make_unique<BeastServer>(std::move(application), std::move(options));
    if (const auto listening = server->listen(); !listening) return fail(listening.error());
    return server;
}

}  // namespace toitsu::server
