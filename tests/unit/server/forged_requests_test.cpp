// Requests that somebody else makes a browser send, sessions that somebody else has chosen, and answers asked for
// again by others: over every route that changes anything.

#include <random>

#include "apps/server/http_head.h"
#include "tests/unit/server/hostile_people.h"

namespace toitsu::server {
namespace {

class Forged : public HostilePeople {
protected:
    // The status and code of what the door says to a request with these headers. Nothing is done: where the door lets
    // it in, "in".
    std::string door(const Route& route, Pairs headers) {
        Request request;
        request.method = route.method;
        request.target = filled(route.pattern, "x");
        request.peer = "127.0.0.1";
        request.headers = std::move(headers);
        const auto admitted = server->dispatcher().admit(request);
        return admitted ? "in" : std::to_string(admitted.error().status) + " " + code(admitted.error());
    }
    Pairs own(const Route& route) const {
        return {{"host", "localhost:1"},
                {"origin", "http://localhost:1"},
                {"sec-fetch-site", "same-origin"},
                {"cookie", "toitsu_session=" + mallory.token},
                {"x-csrf-token", mallory.csrf},
                {"content-type", route.body == Body::bytes ? "image/png" : "application/json"}};
    }
    static Pairs with(Pairs headers, const std::string& name, const std::string& value) {
        std::erase_if(headers, [&](const auto& header) { return header.first == name; });
        if (!value.empty()) headers.emplace_back(name, value);
        return headers;
    }
};

TEST_F(Forged, NothingChangesForAPageOfSomebodyElses) {
    int asked = 0;
    for (const Route& route : server->dispatcher().router().routes()) {
        if (route.method == Method::get) continue;
        const std::string where = std::string(methodName(route.method)) + " " + route.pattern;
        ASSERT_EQ(door(route, own(route)), "in") << where;
        const Pairs good = own(route);
        // A program on this machine says neither; it has no cookies that a page could make it send.
        EXPECT_EQ(door(route, with(with(good, "origin", ""), "sec-fetch-site", "")), "in") << where;
        for (const char* origin : {"http://evil.example", "https://localhost:1", "http://localhost:2", "null",
                                   "http://localhost:1.evil.example", "http://localhost:1@evil.example", "file://",
                                   "http://127.0.0.1:1", "http://localhost"})
            EXPECT_EQ(door(route, with(good, "origin", origin)), "403 V012") << where << " from " << origin;
        for (const char* site : {"cross-site", "same-site", "none", "SAME-ORIGIN", "same-origin, cross-site"})
            EXPECT_EQ(door(route, with(good, "sec-fetch-site", site)), "403 V012") << where << " " << site;
        const std::string others = suzuki.csrf;
        if (route.permission == Permission::open) continue;  // signing in: there is no session yet
        for (const std::string& token : {std::string(), std::string("0"), others, mallory.token, mallory.csrf + "0",
                                         mallory.csrf.substr(1), std::string(10'000, 'a')})
            EXPECT_EQ(door(route, with(good, "x-csrf-token", token)), "403 V012") << where;
        // Cookies tossed by a neighbour of our host: of two nobody knows whose the first is.
        for (const std::string& cookies : {"toitsu_session=" + suzuki.token + "; toitsu_session=" + mallory.token,
                                           "toitsu_session=" + mallory.token + "; toitsu_session=" + suzuki.token,
                                           "toitsu_session=; toitsu_session=" + mallory.token})
            EXPECT_NE(door(route, with(good, "cookie", cookies)), "in") << where << " with two cookies";
        Pairs twice = good;
        twice.emplace_back("cookie", "toitsu_session=" + suzuki.token);
        EXPECT_NE(door(route, twice), "in") << where << " with two lines of cookies";
        ++asked;
    }
    EXPECT_GT(asked, 20);
}

TEST_F(Forged, ASessionEndsEverywhere) {
    const auto alive = [&](const Browser& browser) {
        int open = 0;
        for (const Route& route : server->dispatcher().router().routes()) {
            if (route.permission == Permission::open) continue;
            Pairs headers = own(route);
            headers = with(with(headers, "cookie", "toitsu_session=" + browser.token), "x-csrf-token", browser.csrf);
            const std::string said = door(route, headers);
            if (said != "401 V010") ++open;
        }
        return open;
    };
    const Account person = account("person", {{kMine, allRoles()}});
    const auto ends = [&](const char* how, const std::function<void(const Browser&)>& act) {
        Browser here = signedIn("person"), there = signedIn("person");
        EXPECT_GT(alive(here), 30) << how;
        EXPECT_GT(alive(there), 30) << how;
        act(here);
        EXPECT_EQ(alive(here), 0) << how;
        return there;
    };
    Browser there = ends(
        "signing out", [&](const Browser& here) { EXPECT_EQ(ask(here, Method::del, "/api/v1/session").status, 204); });
    EXPECT_GT(alive(there), 30) << "another browser stays";
    there = ends("an administrator's lock", [&](const Browser&) {
        EXPECT_EQ(ask(mallory, Method::put, "/api/v1/accounts/" + person.id, Context{{"locked", true}}).status, 200);
    });
    EXPECT_EQ(alive(there), 0);
    EXPECT_EQ(ask(mallory, Method::put, "/api/v1/accounts/" + person.id, Context{{"locked", false}}).status, 200);
    EXPECT_EQ(alive(there), 0) << "a lock that is lifted brings no session back";
    there = ends("idleness", [&](const Browser&) { clock += Sessions::kIdle + 1; });
    EXPECT_EQ(alive(there), 0);
    enter();
    // Fewer roles count at once.
    const Browser now = signedIn("person");
    const Value fewer = List{Context{{"municipality", kMine}, {"roles", List{"reception"}}}};
    EXPECT_EQ(ask(mallory, Method::put, "/api/v1/accounts/" + person.id, Context{{"grants", fewer}}).status, 200);
    for (const Route& route : server->dispatcher().router().routes()) {
        if (route.permission == Permission::open) continue;
        Pairs headers = with(with(own(route), "cookie", "toitsu_session=" + now.token), "x-csrf-token", now.csrf);
        EXPECT_EQ(door(route, headers) == "in" || door(route, headers).starts_with("400"),
                  grants(Role::reception, route.permission))
            << route.pattern;
    }
    there = ends("a new first password", [&](const Browser&) {
        EXPECT_EQ(ask(mallory, Method::put, "/api/v1/accounts/" + person.id, Context{{"password", "kumo yama 4 ishi"}})
                      .status,
                  200);
    });
    EXPECT_EQ(alive(there), 0);
}

TEST_F(Forged, NoSessionIsOneThatSomebodyChose) {
    std::mt19937_64 random(20261129);
    for (int n = 0; n < 200; ++n) {
        std::string token;
        for (int k = 0; k < 64; ++k) token += "0123456789abcdef"[random() % 16];
        Browser planted{token, csrfToken(token)};
        EXPECT_EQ(ask(planted, Method::get, "/api/v1/session").status, 401);
        if (n > 3) continue;
        Browser victim{token, ""};
        ASSERT_EQ(tryToSignIn(victim, "suzuki").status, 200);
        EXPECT_NE(victim.token, token);
        EXPECT_EQ(ask(planted, Method::get, "/api/v1/session").status, 401) << "it is still nobody's";
    }
    for (const std::string& token :
         {std::string("' OR 1=1 --"), std::string(64, '\0'), std::string(100'000, 'a'), mallory.token.substr(1),
          mallory.token + "0", std::string("\"") + mallory.token + "\"", mallory.token + "%00", " " + mallory.token})
        EXPECT_EQ(ask({token, mallory.csrf}, Method::get, "/api/v1/session").status, 401) << token.substr(0, 70);
}

TEST_F(Forged, AnAnswerIsKeptForWhoeverAskedAndForThatAlone) {
    int routes = 0;
    for (const Route& route : server->dispatcher().router().routes()) {
        if (!route.creates || route.body != Body::json) continue;
        if (route.pattern == "/api/v1/pages/assign") continue;  // no page of the small library can be placed
        const std::string id = prepare(route.pattern), path = filled(route.pattern, id), key = "k-" + route.pattern;
        const std::string body = json::write(exampleFor(route, variants(route.pattern).front()));
        const Pairs header{{"idempotency-key", key}};
        const Response first = send(route, path, body, header);
        ASSERT_LT(first.status, 300) << route.pattern << first.body;
        const Response again = send(route, path, body, header);
        EXPECT_EQ(again.status, first.status) << route.pattern;
        EXPECT_EQ(again.body, first.body) << route.pattern;
        EXPECT_EQ(*findPair(again.headers, "Idempotency-Replayed"), "true");
        EXPECT_EQ(code(send(route, path, body + " ", header)), "V021") << route.pattern << " with another body";
        // Somebody else's key of the same name is another key.
        const Browser before = mallory;
        mallory = suzuki;
        const Response others = send(route, path, body, header);
        EXPECT_EQ(findPair(others.headers, "Idempotency-Replayed"), nullptr) << route.pattern;
        mallory = before;
        ++routes;
    }
    EXPECT_GE(routes, 3);
}

TEST_F(Forged, WhoGuessesLocksNobodyElseOutAndLearnsNoName) {
    const Account victim = account("victim", {{kMine, {Role::entry}}});
    const Browser working = signedIn("victim");
    Browser guesser;
    guesser.peer = "10.0.0.66";
    std::vector<std::string> answers;
    for (int n = 0; n < 40; ++n)
        answers.push_back(tryToSignIn(guesser, n % 2 == 0 ? "victim" : "nobody-there", "a guess").body);
    EXPECT_EQ(answers[0], answers[1]) << "a name that is there and one that is not";
    EXPECT_EQ(ask(working, Method::get, "/api/v1/session").status, 200) << "who works goes on working";
    Browser other;
    other.peer = "10.0.0.77";
    EXPECT_EQ(tryToSignIn(other, "suzuki").status, 200) << "everybody else signs in";
    EXPECT_EQ(tryToSignIn(other, "victim").status, 429) << "the account that is guessed at waits";
    clock += 15 * 60'000 + 1;  // the longest wait (docs/server.md)
    EXPECT_EQ(tryToSignIn(other, "victim").status, 200) << "and never for longer";
}

// Another spelling of a path is another path, or none: what a proxy has let through by one name is not reached by
// another.
TEST_F(Forged, APathHasOneSpelling) {
    int asked = 0;
    for (const Route& route : server->dispatcher().router().routes()) {
        const std::string path = filled(route.pattern, "x");
        const std::string last = path.substr(path.rfind('/') + 1), before = path.substr(0, path.rfind('/'));
        const std::string hex =
            "%" + std::string(1, "0123456789abcdef"[last[0] / 16]) + "0123456789abcdef"[last[0] % 16];
        std::vector<std::string> spellings{path + "/",
                                           "/" + path,
                                           path + "//",
                                           "/." + path,
                                           path + "/.",
                                           path + "/..",
                                           "/x/.." + path,
                                           before + "/%2e/" + last,
                                           before + "/%2e%2e" + before + "/" + last,
                                           before + "%2f" + last,
                                           before + "%5c" + last,
                                           before + "\\" + last,
                                           before + "/%252e%252e/" + last,
                                           before + "/%c0%ae/" + last,
                                           before + "/%e0%80%ae/" + last,
                                           before + "/" + last + "%00",
                                           before + "/" + last + "%0a",
                                           path + "#",
                                           path + " ",
                                           path + "%",
                                           path + "%4",
                                           path + "%zz",
                                           "http://localhost:1" + path,
                                           "http://evil.example" + path,
                                           "//evil.example" + path,
                                           "*",
                                           "",
                                           path.substr(1),
                                           path + "\t",
                                           path + "?a=1&a=2",
                                           path + "?%00=1",
                                           path + "?=1",
                                           path + "?__proto__=1",
                                           path + "?" + std::string(5000, 'q')};
        if (route.pattern.back() != '}') spellings.push_back(path + ";a=b");  // elsewhere it is an id of its own
        if (path.find("/api/") == 0) spellings.push_back("/API" + path.substr(4));
        for (const std::string& spelling : spellings) {
            Pairs headers = own(route);
            Request request;
            request.method = route.method;
            request.target = spelling;
            request.peer = "127.0.0.1";
            request.headers = std::move(headers);
            const auto admitted = server->dispatcher().admit(request);
            const bool elsewhere = admitted && request.route != nullptr && request.route != &route;
            const bool page = admitted && request.route == nullptr;  // the screens' files: GET only, and nothing there
            EXPECT_TRUE(!admitted || page || elsewhere) << route.pattern << " was reached as " << spelling;
            EXPECT_FALSE(elsewhere && route.pattern.find('{') == std::string::npos) << route.pattern << " " << spelling;
            if (!admitted) {
                EXPECT_LT(admitted.error().status, 422) << spelling;
                EXPECT_EQ(documented.count(code(admitted.error())), 1u) << spelling;
            } else if (page) {
                const Response answer = server->dispatcher().answer(request);
                EXPECT_TRUE(answer.status == 404 || answer.type.substr(0, 9) == "text/html" || answer.status == 304)
                    << spelling << " " << answer.status;
            }
            ++asked;
        }
        // The letter written as what it is in hexadecimal is the same path, decoded once.
        if (last != "x") {
            Request request;
            request.method = route.method;
            request.target = before + "/" + hex + last.substr(1);
            request.peer = "127.0.0.1";
            request.headers = own(route);
            if (server->dispatcher().admit(request)) {
                EXPECT_EQ(request.route, &route) << request.target;
            }
        }
    }
    EXPECT_GT(asked, 1500);
}

}  // namespace
}  // namespace toitsu::server
