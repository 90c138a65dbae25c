// Hostile text in every field of every route, as openapi.json lists them: never a defect, never run by a browser, and
// literal where it is taken.

#include "apps/station/audit.h"
#include "tests/unit/server/hostile_people.h"

namespace toitsu::server {
namespace {

class HostileRoutes : public HostilePeople {
protected:
    ~HostileRoutes() override {
        // Nothing broke beside the answers: the tables are there, the trail is whole, the log is free of what was sent.
        const auto sound = file->read([](Database& database) -> Result<std::int64_t> {
            auto check = database.prepare("PRAGMA integrity_check");
            if (!check) return fail(check.error());
            if (const auto there = check->next(); !there) return fail(there.error());
            EXPECT_EQ(check->text(0), "ok");
            return database.number("SELECT count(*) FROM accounts");
        });
        EXPECT_GE(sound.value_or(0), 5);
        EXPECT_TRUE(file->read([](Database& database) { return station::audit::verify(database); }));
        EXPECT_EQ(log.str().find(kBegin), std::string::npos) << "the log";
    }
    static std::string named(const Route& route, const Value& hostile) {
        return std::string(methodName(route.method)) + " " + route.pattern + " " + json::write(hostile).substr(0, 90);
    }
};

// What is answered to the example of a route that says no to everybody here: it needs what only chance gives.
// Four eyes: whoever asked that something be destroyed never approves it.
const std::set<std::string> kNeverTaken{"/api/v1/incidents/{id}/skip", "/api/v1/pages/assign",
                                        "/api/v1/retention/disposals/{id}/approve"};

TEST_F(HostileRoutes, EveryPlaceOfEveryBody) {
    int bodies = 0;
    for (const Route& route : server->dispatcher().router().routes()) {
        if (route.body != Body::json) continue;
        for (const std::set<std::string>& leftOut : variants(route.pattern)) {
            std::string id = prepare(route.pattern);
            const Response good = send(route, filled(route.pattern, id), json::write(exampleFor(route, leftOut)));
            judge(good, "the example of " + route.pattern);
            EXPECT_TRUE(good.status < 300 || kNeverTaken.count(route.pattern) == 1) << route.pattern << good.body;
            id = prepare(route.pattern);
            for (const Value& hostile : hostileValues())
                for (std::size_t place = 0;; ++place) {
                    const std::vector<Value> all = inEveryPlace(exampleFor(route, leftOut), hostile);
                    if (place >= all.size()) break;
                    const Response answer = send(route, filled(route.pattern, id), json::write(all[place]));
                    judge(answer, named(route, hostile));
                    ++bodies;
                    if (answer.status == 429) clock += 16 * 60'000;
                    if ((answer.status < 300 && usesUp(route.pattern)) || answer.status == 429)
                        id = prepare(route.pattern);
                }
        }
    }
    EXPECT_GT(bodies, 4000);
    EXPECT_GT(returned, 100) << "hostile text that is taken is what this is about";
}

TEST_F(HostileRoutes, EveryPlaceOfEveryAddress) {
    int asked = 0;
    const auto encoded = [](const std::string& text) {
        std::string out;
        for (const char c : text) {
            constexpr const char* kHex = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(c);
            out += std::string("%") + kHex[byte / 16] + kHex[byte % 16];
        }
        return out;
    };
    std::vector<std::string> texts = hostileTexts();
    for (const char* more : {"", "0", "-1", "1e9", "99999999999999999999", "9223372036854775807", "1.5", "0x10", "true",
                             "\xc0\xaf", "%2e%2e%2f", "1zz", "132", "*"})
        texts.emplace_back(more);
    for (const Route& route : server->dispatcher().router().routes()) {
        const std::string id = prepare(route.pattern);
        const std::string body = route.body == Body::json ? json::write(exampleFor(route)) : "x";
        const auto attack = [&](const std::string& path, const std::string& what) {
            if (!entered()) enter();
            const Response answer = send(route, path, body);
            if (!answer.events) judge(answer, "in " + what);
            EXPECT_NE(answer.status, 500) << what;
            ++asked;
        };
        for (const std::string& text : texts) {
            if (route.pattern.find('{') != std::string::npos)
                attack(filled(route.pattern, encoded(text)), route.pattern + " id " + text.substr(0, 60));
            const List* parameters = operation(route)["parameters"].list();
            if (parameters == nullptr) continue;
            for (const Value& one : *parameters)
                if (one["in"] == Value("query"))
                    attack(filled(route.pattern, id) + "?" + textOf(one["name"]) + "=" + encoded(text),
                           route.pattern + " ?" + textOf(one["name"]) + "=" + text.substr(0, 60));
        }
    }
    EXPECT_GT(asked, 2000);
}

TEST_F(HostileRoutes, EveryHeaderThatIsLookedAt) {
    int sent = 0;
    const auto attack = [&](const Route& route, const char* header) {
        const std::string id = prepare(route.pattern);
        const std::string body = route.body == Body::json ? json::write(exampleFor(route)) : "x";
        for (const std::string& text : hostileTexts()) {
            judge(send(route, filled(route.pattern, id), body, {{header, text}}), route.pattern + " " + header);
            ++sent;
        }
    };
    for (const Route& route : server->dispatcher().router().routes()) {
        if (route.creates) attack(route, "idempotency-key");
        if (route.method == Method::get) attack(route, "if-none-match");
        if (route.pattern.find("/drafts/") != std::string::npos) attack(route, "if-match");
        if (route.body == Body::bytes) attack(route, "x-batch");
        for (const char* header : {"accept-language", "x-forwarded-for", "x-http-method-override", "range"})
            if (route.pattern == "/api/v1/session") attack(route, header);
    }
    EXPECT_GT(sent, 700);
}

// A file's name is shown to people and nothing else: neither a path nor what steers a terminal or the direction of
// writing is kept of it.
TEST_F(HostileRoutes, AFileNameIsOnlyAName) {
    const Route& scans = *server->dispatcher().router().find(Method::post, "/api/v1/scans").route;
    const auto nameOf = [&](const std::string& given) {
        const Response answer = send(scans, "/api/v1/scans", "x", {{"x-file-name", given}});
        return answer.status == 202 ? textOf(json::parse(answer.body).value()["file"]) : code(answer);
    };
    EXPECT_EQ(nameOf("%E7%94%B3%E8%AB%8B%20(1).png"), "申請 (1).png");
    EXPECT_EQ(nameOf("..%2F..%2Fetc%2Fpasswd"), "passwd");
    EXPECT_EQ(nameOf("C:%5Cscans%5Ca.png"), "a.png");
    EXPECT_EQ(nameOf("a%0D%0AX-Evil:%201%1B%5B2J%7F.png"), "aX-Evil: 1[2J.png");
    EXPECT_EQ(nameOf("%E2%80%AEgnp.exe"), "gnp.exe") << "from right to left it would be shown as exe.png";
    EXPECT_EQ(nameOf("%E2%81%A6a%E2%80%8F%E2%80%8Eb%E2%81%A9"), "ab");
    EXPECT_EQ(nameOf("%00"), "scan");
    EXPECT_EQ(nameOf("%FF"), "scan");
    EXPECT_EQ(nameOf(".."), "scan");
    EXPECT_EQ(nameOf(std::string(10'000, 'n')), "scan");
    EXPECT_EQ(nameOf("<img src=x>"), "<img src=x>");
    EXPECT_EQ(nameOf("=1+1.png"), "=1+1.png");
}

TEST_F(HostileRoutes, WhatIsNoJsonOrCanBeReadInTwoWaysIsRefused) {
    for (const Route& route : server->dispatcher().router().routes()) {
        if (route.body != Body::json) continue;
        const std::string id = prepare(route.pattern);
        for (const std::string& body : hostileBodies(json::write(exampleFor(route)))) {
            const Response answer = send(route, filled(route.pattern, id), body);
            judge(answer, route.pattern + " " + body.substr(0, 60));
            EXPECT_TRUE(answer.status == 400 || answer.status == 413) << route.pattern << " " << body.substr(0, 120);
        }
    }
}

}  // namespace
}  // namespace toitsu::server
