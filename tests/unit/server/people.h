#pragma once

// A server over a fresh data folder, with a clock that the test turns, and browsers that keep their cookie and CSRF
// token. Requests go to the dispatcher directly: no network, no waiting.

#include <gtest/gtest.h>

#include <atomic>
#include <regex>
#include <sstream>

#include "apps/authoring/studio.h"
#include "apps/server/server.h"
#include "apps/station/running_station.h"
#include "base/files.h"
#include "base/json.h"

namespace toitsu::server {

constexpr const char* kPassword = "momiji no yama 1907";

// Ids, hashes and tokens are random: any six digits stand in one of them some day.
inline std::string withoutIds(const std::string& text) {
    static const std::regex id("[0-9a-f]{12,}");
    return std::regex_replace(text, id, "…");
}

class People : public ::testing::Test {
protected:
    People() { open(); }
    ~People() override { close(); }

    void open() {
        auto parts = Server::tables();
        for (auto& part : station::RunningStation::tables()) parts.push_back(std::move(part));
        parts.push_back(authoring::Studio::tables());
        auto opened = station::StationFile::open(folder.path() + "/station.sqlite", parts);
        ASSERT_TRUE(opened) << opened.error().text(Language::en);
        file = std::move(*opened);
        services = std::make_unique<Services>();
        services->now = [this] { return clock.load(); };
        services->version = "0";
        services->file = file.get();
        ServerOptions options;
        options.passwords = {1, 8192};  // quick: what is tested is not the cost
        options.codesFolder = std::string(TOITSU_SOURCE_DIR) + "/templates/codes";
        auto made = Server::open(*services, log, options);
        ASSERT_TRUE(made) << made.error().text(Language::en);
        server = std::move(*made);
    }
    void close() {
        server.reset();
        services.reset();
        file.reset();
    }

    Account account(const std::string& login, std::vector<Grant> grants, bool mustChange = false) {
        auto added = server->accounts().add(Authority{}, {login, "見本 " + login, kPassword, std::move(grants)});
        EXPECT_TRUE(added) << added.error().text(Language::en);
        if (!mustChange) {
            const auto settled = file->write([&](Database& database) -> Result<void> {
                return database.run("UPDATE accounts SET must_change = 0");
            });
            EXPECT_TRUE(settled);
        }
        return *added;
    }

    struct Browser {
        std::string token, csrf, peer = "127.0.0.1";
    };
    Response ask(const Browser& browser, Method method, const std::string& target, const Value& body = {},
                 Pairs more = {}) {
        Request request;
        request.method = method;
        request.target = target;
        request.peer = browser.peer;
        request.headers = std::move(more);
        request.headers.emplace_back("host", "localhost:1");
        if (!browser.token.empty()) request.headers.emplace_back("cookie", "toitsu_session=" + browser.token);
        if (method != Method::get) {
            if (findPair(request.headers, "content-type") == nullptr)
                request.headers.emplace_back("content-type", "application/json");
            if (!browser.csrf.empty()) request.headers.emplace_back("x-csrf-token", browser.csrf);
        }
        auto admitted = server->dispatcher().admit(request);
        if (!admitted) return admitted.error();
        if (*admitted > 0) request.body = json::write(body);
        Response answer = server->dispatcher().answer(request);
        server->dispatcher().answered(request, answer, std::chrono::microseconds(1));
        return answer;
    }
    static std::string cookieOf(const Response& response) {
        const std::string* set = findPair(response.headers, "Set-Cookie");
        if (set == nullptr) return "";
        const std::size_t from = set->find('=') + 1;
        return set->substr(from, set->find(';') - from);
    }
    Response tryToSignIn(Browser& browser, const std::string& login, const std::string& password = kPassword) {
        Response answer =
            ask(browser, Method::post, "/api/v1/session", Value(Context{{"account", login}, {"password", password}}));
        if (answer.status == 200) {
            browser.token = cookieOf(answer);
            browser.csrf = *(*json::parse(answer.body))["csrf"].string();
        }
        return answer;
    }
    Browser signedIn(const std::string& login, const std::string& password = kPassword) {
        Browser browser;
        const Response answer = tryToSignIn(browser, login, password);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return browser;
    }
    static std::string code(const Response& response) {
        const auto value = json::parse(response.body);
        const std::string* text = value ? (*value)["code"].string() : nullptr;
        return text != nullptr ? *text : "";
    }

    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-server").value();
    std::atomic<Instant> clock{1'796'000'000'000};
    std::ostringstream log;
    std::unique_ptr<station::StationFile> file;
    std::unique_ptr<Services> services;
    std::unique_ptr<Server> server;
};

}  // namespace toitsu::server
