// What the server tells by itself: over a real connection, for as long as the session lasts.

#include "people.h"
#include "raw_client.h"

namespace toitsu::server {
namespace {

class EventsTest : public People {
protected:
    RawClient listen(const Browser& browser) {
        RawClient client(server->port());
        EXPECT_TRUE(client.say(
            "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nCookie: toitsu_session=" + browser.token + "\r\n\r\n"));
        return client;
    }
};

TEST_F(EventsTest, QueuesAreToldWhenTheyChangeToWhomTheyConcern) {
    account("hanako", {{"202088", {Role::verifier}}});
    const Browser browser = signedIn("hanako");
    std::atomic<int> waiting{3};
    services->queues = [&](const Access& access) -> Result<Value> {
        return Value(Context{{"waiting", waiting.load()}, {"of", access.municipalities(Permission::verifyEnter)[0]}});
    };
    RawClient listener = listen(browser);
    EXPECT_EQ(listener.answer().header("Cache-Control"), "no-store");
    EXPECT_EQ(listener.until("\n\n"), "retry: 1000\n\n");
    EXPECT_EQ(listener.until("\n\n"), "event: queues\ndata: {\"waiting\":3,\"of\":\"202088\"}\n\n");
    server->ring();  // nothing has changed: nothing is told
    waiting = 4;
    server->ring();
    EXPECT_EQ(listener.until("\n\n"), "event: queues\ndata: {\"waiting\":4,\"of\":\"202088\"}\n\n");
    ASSERT_EQ(ask(browser, Method::del, "/api/v1/session").status, 204);
    server->ring();
    EXPECT_TRUE(listener.ended()) << "with the session";
}

TEST_F(EventsTest, ListeningIsNoSignOfLife) {
    account("hanako", {{"202088", {Role::verifier}}});
    const Browser browser = signedIn("hanako");
    RawClient listener = listen(browser);
    EXPECT_EQ(listener.answer().status, 200);
    EXPECT_EQ(listener.until("\n\n"), "retry: 1000\n\n");
    clock += Sessions::kIdle;
    server->ring();
    EXPECT_TRUE(listener.ended());
    EXPECT_EQ(ask(browser, Method::get, "/api/v1/session").status, 401);
    const Browser again = signedIn("hanako");
    RawClient head(server->port());
    ASSERT_TRUE(head.say("HEAD /api/v1/events HTTP/1.1\r\nHost: localhost\r\nCookie: toitsu_session=" + again.token +
                         "\r\n\r\n"));
    EXPECT_EQ(head.answer(false).header("Content-Type"), "text/event-stream");
    ASSERT_TRUE(head.say("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    EXPECT_EQ(head.answer().body, "{\"ok\":true}") << "HEAD does not listen";
    RawClient nobody = listen({});
    EXPECT_EQ(nobody.answer().status, 401);
}

}  // namespace
}  // namespace toitsu::server
