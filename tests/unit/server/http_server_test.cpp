#include "apps/server/http_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <mutex>

#include "apps/server/problem.h"
#include "raw_client.h"

namespace toitsu::server {
namespace {

using namespace std::chrono_literals;

// Answers with what it got; "/slow" waits until it is let go, "/events" streams.
class Echo : public HttpApplication {
public:
    tl::expected<std::size_t, Response> admit(Request& request) override {
        if (request.target == "/no") return tl::unexpected<Response>(problem(notPermitted()));
        return request.target == "/large" ? std::size_t{8u << 20} : std::size_t{1000};
    }
    Response answer(Request& request) override {
        if (request.target == "/slow") {
            begun = true;
            gate.get_future().wait();
        }
        if (request.target == "/throws") throw std::runtime_error("a defect");
        if (request.target == "/events")
            return Response::stream([this]() -> std::optional<std::string> {
                const std::lock_guard lock(mutex);
                return std::exchange(event, "");
            });
        return Response::bytes("text/plain", request.target + " " + std::to_string(request.body.size()));
    }
    Response refuse(const Error& error) override { return problem(error); }
    void answered(const Request&, const Response&, std::chrono::microseconds) override {}

    std::promise<void> gate;
    std::atomic<bool> begun{false};
    std::mutex mutex;
    std::string event;
};

class HttpServerTest : public ::testing::Test {
protected:
    void open(HttpOptions options = {}) {
        auto opened = HttpServer::open(echo, options);
        ASSERT_TRUE(opened) << opened.error().text(Language::en);
        server = std::move(*opened);
    }
    RawClient client() { return RawClient(server->port()); }
    static std::string get(const std::string& target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    std::shared_ptr<Echo> echo = std::make_shared<Echo>();
    std::unique_ptr<HttpServer> server;
};

TEST_F(HttpServerTest, AnswersOneAfterTheOtherOnOneConnection) {
    open();
    RawClient one = client();
    ASSERT_TRUE(one.say(get("/a") + get("/b")));
    EXPECT_EQ(one.answer().body, "/a 0");
    EXPECT_EQ(one.answer().body, "/b 0");
    ASSERT_TRUE(one.say("POST /c HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"));
    EXPECT_EQ(one.answer().body, "/c 5");
    ASSERT_TRUE(
        one.say("POST /d HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));
    EXPECT_EQ(one.answer().body, "/d 5");
    ASSERT_TRUE(one.say("HEAD /e HTTP/1.1\r\nHost: x\r\n\r\n" + get("/f")));
    EXPECT_EQ(one.answer(false).header("Content-Length"), "4");
    EXPECT_EQ(one.answer().body, "/f 0") << "no body came with HEAD";
    ASSERT_TRUE(one.say("GET /g HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    EXPECT_EQ(one.answer().header("Connection"), "close");
    EXPECT_TRUE(one.ended());
}

TEST_F(HttpServerTest, RefusesWhatTwoProgramsCouldReadDifferently) {
    open();
    for (const std::string head : {
             "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
             "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
             "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nhello",
             "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 5\r\n\r\nhello",
             "POST / HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\n\r\nhello",
             "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x5\r\n\r\nhello",
             "GET / HTTP/1.1\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
             "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
             "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
             "G\x01T / HTTP/1.1\r\nHost: x\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: x\r\nBad\x01Name: y\r\n\r\n",
             "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
         }) {
        RawClient one = client();
        ASSERT_TRUE(one.say(head));
        EXPECT_EQ(one.answer().status, 400) << head;
        EXPECT_TRUE(one.ended()) << head;
    }
}

TEST_F(HttpServerTest, HeadsAndBodiesHaveLimits) {
    open();
    RawClient head = client();
    ASSERT_TRUE(head.say("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(17 * 1024, 'x') + "\r\n\r\n"));
    EXPECT_EQ(head.answer().status, 431);
    EXPECT_TRUE(head.ended());

    RawClient many = client();
    std::string lines;
    for (int i = 0; i < 4000; ++i) lines += "A: b\r\n";
    ASSERT_TRUE(many.say("GET / HTTP/1.1\r\nHost: x\r\n" + lines + "\r\n"));
    EXPECT_EQ(many.answer().status, 431);

    RawClient said = client();
    ASSERT_TRUE(said.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n"));
    EXPECT_EQ(said.answer().status, 413) << "before a byte of the body has come";

    RawClient huge = client();
    ASSERT_TRUE(huge.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 18446744073709551615\r\n\r\n"));
    EXPECT_EQ(huge.answer().status, 413);

    RawClient chunked = client();
    ASSERT_TRUE(chunked.say("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" +
                            std::string(2000, 'x') + "\r\n0\r\n\r\n"));
    EXPECT_EQ(chunked.answer().status, 413);

    RawClient wide = client();
    ASSERT_TRUE(
        wide.say("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "ffffffffffffffffffff\r\nx"));
    EXPECT_EQ(wide.answer().status, 400);

    RawClient pushing = client();
    ASSERT_TRUE(
        pushing.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n" + std::string(5'000'000, 'x')));
    EXPECT_EQ(pushing.answer().status, 413) << "also to who sends it all without looking";

    RawClient large = client();
    ASSERT_TRUE(large.say("POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n"));
    ASSERT_TRUE(large.say(std::string(5'000'000, 'x')));
    EXPECT_EQ(large.answer().body, "/large 5000000");
}

TEST_F(HttpServerTest, ARefusalComesBeforeTheBody) {
    open();
    RawClient one = client();
    ASSERT_TRUE(one.say("POST /no HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n"));
    EXPECT_EQ(one.answer().status, 403);
    RawClient polite = client();
    ASSERT_TRUE(polite.say("POST /yes HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
    EXPECT_EQ(polite.answer().status, 100);
    ASSERT_TRUE(polite.say("abc"));
    EXPECT_EQ(polite.answer().body, "/yes 3");
}

TEST_F(HttpServerTest, ASlowAnswerStallsNobodyElse) {
    open();
    RawClient slow = client();
    ASSERT_TRUE(slow.say(get("/slow")));
    for (int i = 0; i < 20; ++i) {
        RawClient quick = client();
        ASSERT_TRUE(quick.say(get("/quick")));
        EXPECT_EQ(quick.answer().body, "/quick 0");
    }
    echo->gate.set_value();
    EXPECT_EQ(slow.answer().body, "/slow 0");
}

TEST_F(HttpServerTest, ADefectIsAnAnswer) {
    open();
    RawClient one = client();
    ASSERT_TRUE(one.say(get("/throws") + get("/after")));
    EXPECT_EQ(one.answer().status, 500);
    EXPECT_EQ(one.answer().body, "/after 0");
}

TEST_F(HttpServerTest, WhoGoesSilentIsDropped) {
    HttpOptions options;
    options.idle = 50ms;
    open(options);
    RawClient nothing = client(), half = client(), body = client();
    ASSERT_TRUE(half.say("GET / HTTP/1.1\r\nHost:"));
    ASSERT_TRUE(body.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf"));
    EXPECT_TRUE(nothing.ended());
    EXPECT_TRUE(half.ended());
    EXPECT_TRUE(body.ended());
}

TEST_F(HttpServerTest, FiveHundredHalfOpenConnectionsLeaveARequestUnmoved) {
    open();
    const auto asked = [&](int times) {
        std::vector<double> millis;
        for (int i = 0; i < times; ++i) {
            const auto begun = std::chrono::steady_clock::now();
            RawClient one = client();
            EXPECT_TRUE(one.say(get("/x")));
            EXPECT_EQ(one.answer().body, "/x 0");
            millis.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
        }
        std::sort(millis.begin(), millis.end());
        return millis;
    };
    const double alone = asked(100)[50];
    std::vector<RawClient> waiting;
    for (int i = 0; i < 500; ++i) {
        waiting.push_back(client());
        ASSERT_TRUE(waiting.back().say(i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: " : "POST / HT"));
    }
    const std::vector<double> millis = asked(200);
    RecordProperty("p99_ms", std::to_string(millis[197]));
    EXPECT_LT(millis[100], 50 + 10 * alone) << "half of all requests; alone " << alone;
    EXPECT_GE(server->load().connections, 500u);
}

TEST_F(HttpServerTest, TheLongestWaitingMakesRoomWhenAllPlacesAreTaken) {
    HttpOptions options;
    options.connections = 3;
    open(options);
    RawClient first = client();
    ASSERT_TRUE(first.say("GET / HT"));
    std::vector<RawClient> more;
    for (int i = 0; i < 3; ++i) {
        more.push_back(client());
        ASSERT_TRUE(more.back().say(get("/x")));
        EXPECT_EQ(more.back().answer().status, 200);
    }
    EXPECT_TRUE(first.ended());
}

TEST_F(HttpServerTest, BodiesTogetherHaveALimit) {
    HttpOptions options;
    options.bodiesLimit = 6u << 20;
    open(options);
    RawClient one = client();
    ASSERT_TRUE(one.say("POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\nbegun"));
    // The first has been booked when the second is: one thread reads both in turn.
    RawClient probe = client();
    ASSERT_TRUE(probe.say(get("/probe")));
    EXPECT_EQ(probe.answer().status, 200);
    RawClient two = client();
    ASSERT_TRUE(two.say("POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n"));
    const auto busy = two.answer();
    EXPECT_EQ(busy.status, 503);
    EXPECT_EQ(busy.header("Retry-After"), "2");
}

TEST_F(HttpServerTest, EventsComeWhenTheBellRings) {
    HttpOptions options;
    options.eventComment = 300ms;
    open(options);
    RawClient listener = client();
    ASSERT_TRUE(listener.say(get("/events")));
    EXPECT_EQ(listener.answer().header("Content-Type"), "text/event-stream");
    EXPECT_EQ(listener.until("\n\n"), "retry: 1000\n\n");
    {
        const std::lock_guard lock(echo->mutex);
        echo->event = eventText("queues", Value(Context{{"waiting", 3}}));
    }
    server->ring();
    std::string heard = listener.until("\n\n");
    while (heard == ": still here\n\n") heard = listener.until("\n\n");
    EXPECT_EQ(heard, "event: queues\ndata: {\"waiting\":3}\n\n");
    EXPECT_EQ(listener.until("\n\n"), ": still here\n\n");
}

TEST_F(HttpServerTest, StoppingFinishesWhatHasBegun) {
    open();
    RawClient slow = client(), silent = client(), listener = client();
    ASSERT_TRUE(listener.say(get("/events")));
    EXPECT_EQ(listener.answer().status, 200);
    ASSERT_TRUE(slow.say(get("/slow")));
    while (!echo->begun) std::this_thread::yield();
    std::thread stopping([&] { server->stop(10s); });
    EXPECT_TRUE(silent.ended());
    echo->gate.set_value();
    EXPECT_EQ(slow.answer().body, "/slow 0");
    stopping.join();
    EXPECT_EQ(server->load().connections, 0u);
}

TEST_F(HttpServerTest, APortInUseIsSaid) {
    open();
    HttpOptions options;
    options.port = server->port();
    const auto second = HttpServer::open(echo, options);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "V040");
}

}  // namespace
}  // namespace toitsu::server
