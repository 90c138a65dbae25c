// Signing in and out: what a session is worth, and for how long.

#include "apps/station/audit.h"
#include "people.h"

namespace toitsu::server {
namespace {

using SessionTest = People;

TEST_F(SessionTest, SaysWhoIsSignedInAndWithWhichRights) {
    account("hanako", {{"202088", {Role::verifier, Role::reception}}});
    const Browser browser = signedIn("hanako");
    const auto session = *json::parse(ask(browser, Method::get, "/api/v1/session").body);
    EXPECT_EQ(*session["account"]["name"].string(), "見本 hanako");
    EXPECT_EQ(*(*session["grants"].list())[0]["name"].string(), "小諸市");
    EXPECT_EQ(json::write((*session["grants"].list())[0]["roles"]), R"(["reception","verifier"])");
    EXPECT_EQ(*session["csrf"].string(), browser.csrf);
    EXPECT_EQ(*session["language"].string(), "ja");
    EXPECT_NE(json::write(session["permissions"]).find("\"verify.enter\""), std::string::npos);
    EXPECT_EQ(ask({}, Method::get, "/api/v1/session").status, 401);
}

TEST_F(SessionTest, TheCookieIsForThisServerOnly) {
    account("hanako", {{"202088", {Role::verifier}}});
    Browser browser;
    const Response answer = tryToSignIn(browser, "hanako");
    const std::string& cookie = *findPair(answer.headers, "Set-Cookie");
    for (const char* part : {"; HttpOnly", "; SameSite=Strict", "; Path=/"})
        EXPECT_NE(cookie.find(part), std::string::npos) << part;
    EXPECT_EQ(cookie.find("Domain"), std::string::npos);
    EXPECT_EQ(browser.token.size(), 64u);
    services->secureCookies = true;
    EXPECT_NE(findPair(tryToSignIn(browser, "hanako").headers, "Set-Cookie")->find("; Secure"), std::string::npos);
}

TEST_F(SessionTest, ATokenThatSomebodyElseChoseIsNeverTaken) {
    account("hanako", {{"202088", {Role::verifier}}});
    Browser victim;
    victim.token = std::string(64, 'a');  // planted
    const Response answer = tryToSignIn(victim, "hanako");
    ASSERT_EQ(answer.status, 200);
    EXPECT_NE(victim.token, std::string(64, 'a'));
    EXPECT_EQ(ask({std::string(64, 'a'), victim.csrf}, Method::get, "/api/v1/session").status, 401);
}

TEST_F(SessionTest, SigningInAnewEndsTheSessionThatTheBrowserHeld) {
    account("hanako", {{"202088", {Role::verifier}}});
    Browser browser = signedIn("hanako");
    const Browser before = browser;
    ASSERT_EQ(tryToSignIn(browser, "hanako").status, 200);
    EXPECT_NE(browser.token, before.token);
    EXPECT_EQ(ask(before, Method::get, "/api/v1/session").status, 401);
    EXPECT_EQ(ask(browser, Method::get, "/api/v1/session").status, 200);
}

TEST_F(SessionTest, AfterSigningOutTheTokenIsWorthNothing) {
    account("hanako", {{"202088", {Role::verifier}}});
    const Browser browser = signedIn("hanako"), other = signedIn("hanako");
    const Response out = ask(browser, Method::del, "/api/v1/session");
    EXPECT_EQ(out.status, 204);
    EXPECT_NE(findPair(out.headers, "Set-Cookie")->find("Max-Age=0"), std::string::npos);
    EXPECT_EQ(ask(browser, Method::get, "/api/v1/session").status, 401);
    EXPECT_EQ(ask(other, Method::get, "/api/v1/session").status, 200) << "another browser of the same person";
    close();
    open();
    EXPECT_EQ(ask(browser, Method::get, "/api/v1/session").status, 401);
}

TEST_F(SessionTest, EndsWithoutASignOfLifeAndInAnyCaseAfterADay) {
    account("hanako", {{"202088", {Role::verifier}}});
    const Browser idle = signedIn("hanako");
    clock += Sessions::kIdle - 1;
    EXPECT_EQ(ask(idle, Method::get, "/api/v1/session").status, 200);
    clock += Sessions::kIdle;
    EXPECT_EQ(ask(idle, Method::get, "/api/v1/session").status, 401);
    EXPECT_EQ(ask(idle, Method::get, "/api/v1/session").status, 401) << "it does not come back";

    const Browser busy = signedIn("hanako");
    const Instant began = clock;
    while (clock < began + Sessions::kLongest) {
        EXPECT_EQ(ask(busy, Method::get, "/api/v1/session").status, 200);
        clock += Sessions::kIdle / 2;
    }
    EXPECT_EQ(ask(busy, Method::get, "/api/v1/session").status, 401);
}

TEST_F(SessionTest, OutlivesARestart) {
    account("hanako", {{"202088", {Role::verifier}}});
    const Browser browser = signedIn("hanako");
    close();
    open();
    EXPECT_EQ(ask(browser, Method::get, "/api/v1/session").status, 200);
    close();
    clock += Sessions::kIdle + 1;
    open();
    EXPECT_EQ(ask(browser, Method::get, "/api/v1/session").status, 401);
}

TEST_F(SessionTest, WrongPasswordsAreAnsweredAllAlikeAndMakeOneWait) {
    account("hanako", {{"202088", {Role::verifier}}});
    const auto locked = account("taro", {{"202088", {Role::verifier}}});
    ASSERT_TRUE(server->accounts().change(Authority{}, locked.id, {{}, {}, true, {}}));
    Browser browser;
    const std::string wrong = tryToSignIn(browser, "hanako", "not the password").body;
    EXPECT_EQ(tryToSignIn(browser, "nobody", "not the password").body, wrong);
    const auto tries = file->read([](Database& database) { return station::audit::list(database, {""}, 0, 9, {}); });
    ASSERT_TRUE(tries);
    ASSERT_EQ(tries->rows.size(), 1u) << "a write as for a known name: neither is told by the time it takes";
    EXPECT_EQ(tries->rows.front().entry.action, "session.refused");
    EXPECT_EQ(tries->rows.front().entry.actor, "unknown");
    EXPECT_EQ(tries->rows.front().entry.subject, "") << "it may be a password in the wrong field";
    EXPECT_EQ(tryToSignIn(browser, "taro").body, wrong) << "locked, with the right password";
    for (int i = 0; i < 4; ++i) EXPECT_EQ(code(tryToSignIn(browser, "hanako", "wrong")), "V013");
    const Response waits = tryToSignIn(browser, "hanako");
    EXPECT_EQ(waits.status, 429);
    EXPECT_EQ(*findPair(waits.headers, "Retry-After"), "30");
    browser.peer = "10.0.0.9";
    EXPECT_EQ(tryToSignIn(browser, "hanako").status, 429) << "from anywhere";
    clock += 30'000;
    EXPECT_EQ(tryToSignIn(browser, "hanako", "wrong").status, 401);
    EXPECT_EQ(*findPair(tryToSignIn(browser, "hanako").headers, "Retry-After"), "60") << "and longer each time";
    clock += 60'000;
    EXPECT_EQ(tryToSignIn(browser, "hanako").status, 200);
    EXPECT_EQ(tryToSignIn(browser, "hanako", "wrong").status, 401) << "counted anew";
}

TEST_F(SessionTest, OneAddressGuessingForManyWaitsToo) {
    account("hanako", {{"202088", {Role::verifier}}});
    Browser guesser;
    guesser.peer = "10.0.0.7";
    for (int i = 0; i < 20; ++i) EXPECT_EQ(tryToSignIn(guesser, "user" + std::to_string(i), "guess").status, 401);
    EXPECT_EQ(tryToSignIn(guesser, "hanako").status, 429);
    Browser other;
    EXPECT_EQ(tryToSignIn(other, "hanako").status, 200);
}

TEST_F(SessionTest, ANewPasswordEndsAllOtherSessions) {
    account("hanako", {{"202088", {Role::verifier}}}, true);
    Browser browser = signedIn("hanako");
    const Browser elsewhere = signedIn("hanako");
    EXPECT_EQ(code(ask(browser, Method::get, "/api/v1/audit")), "V016") << "first a password of one's own";
    const auto change = [&](const std::string& old, const std::string& fresh) {
        return ask(browser, Method::put, "/api/v1/session/password", Value(Context{{"old", old}, {"new", fresh}}));
    };
    EXPECT_EQ(code(change("wrong", "a wholly different one")), "V013");
    for (const char* weak : {"short", "hanako hanako", "password1234", "aaaaaaaaaaaaaa", kPassword})
        EXPECT_EQ(code(change(kPassword, weak)), "V015") << weak;
    const Response done = change(kPassword, "a wholly different one");
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_NE(cookieOf(done), browser.token);
    EXPECT_EQ(ask(browser, Method::get, "/api/v1/session").status, 401);
    EXPECT_EQ(ask(elsewhere, Method::get, "/api/v1/session").status, 401);
    browser = {cookieOf(done), *(*json::parse(done.body))["csrf"].string()};
    EXPECT_EQ(code(ask(browser, Method::get, "/api/v1/audit")), "V011") << "and nothing else to set";
    EXPECT_EQ(tryToSignIn(browser, "hanako").status, 401);
    EXPECT_EQ(tryToSignIn(browser, "hanako", "a wholly different one").status, 200);
}

TEST_F(SessionTest, LockingEndsSessionsAndRolesChangeAtOnce) {
    const auto hanako = account("hanako", {{"202088", {Role::verifier}}});
    account("auditor", {{"202088", {Role::auditor}}});
    const Browser browser = signedIn("hanako");
    EXPECT_EQ(ask(browser, Method::get, "/api/v1/audit").status, 403);
    Accounts::Change change;
    change.grants = std::vector<Grant>{{"202088", {Role::auditor}}};
    ASSERT_TRUE(server->accounts().change(Authority{}, hanako.id, change));
    EXPECT_EQ(ask(browser, Method::get, "/api/v1/audit").status, 200);
    ASSERT_TRUE(server->accounts().change(Authority{}, hanako.id, {{}, {}, true, {}}));
    EXPECT_EQ(ask(browser, Method::get, "/api/v1/session").status, 401);
    close();
    open();
    EXPECT_EQ(ask(browser, Method::get, "/api/v1/session").status, 401);
}

// A login from a page of somebody else would put a person into the attacker's account.
TEST_F(SessionTest, SigningInComesFromOurOwnPageToo) {
    account("hanako", {{"202088", {Role::verifier}}});
    const Value body(Context{{"account", "hanako"}, {"password", kPassword}});
    EXPECT_EQ(code(ask({}, Method::post, "/api/v1/session", body, {{"origin", "http://evil.example"}})), "V012");
    EXPECT_EQ(code(ask({}, Method::post, "/api/v1/session", body, {{"sec-fetch-site", "cross-site"}})), "V012");
    EXPECT_EQ(ask({}, Method::post, "/api/v1/session", body, {{"content-type", "text/plain"}}).status, 415);
    EXPECT_EQ(ask({}, Method::post, "/api/v1/session", body,
                  {{"origin", "http://localhost:1"}, {"sec-fetch-site", "same-origin"}})
                  .status,
              200);
}

TEST_F(SessionTest, NoSecretStandsInTheLogOrTheDatabase) {
    account("hanako", {{"202088", {Role::verifier}}});
    Browser browser = signedIn("hanako");
    const std::string token = browser.token, csrf = browser.csrf;
    tryToSignIn(browser, "hanako", "a planted wrong password");
    tryToSignIn(browser, "a.planted.login", "x");
    ask(browser, Method::get, "/api/v1/session?planted=query");
    ask(browser, Method::get, "/api/v1/cases/planted-path");
    ask(browser, Method::put, "/api/v1/session/password",
        Value(Context{{"old", kPassword}, {"new", "the planted new one"}}));
    close();
    std::string everything = log.str();
    EXPECT_NE(everything.find("\"event\":\"request\""), std::string::npos);
    for (const char* part : {"/station.sqlite", "/station.sqlite-wal"})
        if (const auto bytes = files::read(folder.path() + part)) everything += *bytes;
    EXPECT_GT(everything.size(), 10'000u);
    for (const std::string& secret : {token, csrf, std::string(kPassword), std::string("a planted wrong password"),
                                      std::string("the planted new one"), std::string("a.planted.login")})
        EXPECT_EQ(everything.find(secret), std::string::npos) << secret;
    for (const char* personal : {"planted=query", "planted-path", "見本", "127.0.0.1"})
        EXPECT_EQ(log.str().find(personal), std::string::npos) << personal;
}

}  // namespace
}  // namespace toitsu::server
