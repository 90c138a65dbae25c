// How long the server takes to answer at a steady rate, from when a request was due to its answer's last byte – so a
// stall counts for everybody who waited behind it. First alone, then beside clients that say half a request and go
// silent.
//   toitsu_server_bench [REQUESTS-PER-SECOND] [SECONDS] [SLOW-CLIENTS]
//   toitsu_server_bench --station FOLDER [REQUESTS-PER-SECOND] [SECONDS] [SLOW-CLIENTS]    clerks at a station with
//   much
//                                       in it; alone, then beside slow heads, bodies, readers and listeners

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>

#include "apps/server/server.h"
#include "apps/station/audit.h"
#include "base/files.h"
#include "base/json.h"
#include "tests/bench/server/clerks.h"
#include "tests/unit/server/raw_client.h"

namespace toitsu::server {
namespace {

using Clock = std::chrono::steady_clock;
constexpr const char* kPassword = "momiji no yama 1907";

struct Station {
    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-server-bench").value();
    std::ostringstream log;
    Services services;
    std::unique_ptr<station::StationFile> file;
    std::unique_ptr<Server> server;
    std::string token, csrf, account;

    // 500 accounts and 100,000 rows of audit, and somebody who may read them.
    bool open() {
        auto opened = station::StationFile::open(folder.path() + "/station.sqlite", Server::tables());
        if (!opened) return false;
        file = std::move(*opened);
        services.now = systemNow;
        services.file = file.get();
        ServerOptions options;
        options.passwords = {1, 8192};
        auto made = Server::open(services, log, options);
        if (!made) return false;
        server = std::move(*made);
        for (int i = 0; i < 500; ++i) {
            auto one = server->accounts().add(
                {}, {"user" + std::to_string(i), "見本", kPassword, {{"202088", {Role::entry}}}, true});
            if (!one) return false;
            account = one->id;
        }
        if (!server->accounts().add({},
                                    {"admin", "見本", kPassword, {{"202088", {Role::admin, Role::auditor}}}, false}))
            return false;
        const auto told = file->write([](Database& database) -> Result<void> {
            for (int i = 0; i < 100'000; ++i)
                if (auto done = station::audit::append(database, {"202088", i, "bench", "case.view", "x", {}}); !done)
                    return done;
            return {};
        });
        if (!told) return false;
        int wait = 0;
        const auto in = server->accounts().signIn("admin", kPassword, "127.0.0.1", "", wait);
        if (!in) return false;
        token = in->token;
        csrf = csrfToken(token);
        return true;
    }
};

std::string requestText(const Station& station, int number) {
    const std::string common =
        " HTTP/1.1\r\nHost: localhost\r\nCookie: toitsu_session=" + station.token + "\r\nX-CSRF-Token: " + station.csrf;
    switch (number % 20) {
        case 0: {  // a write: durable before it is answered
            const std::string body = std::string("{\"locked\":") + (number % 40 == 0 ? "true" : "false") + "}";
            return "PUT /api/v1/accounts/" + station.account + common +
                   "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                   body;
        }
        case 1:
        case 2:
            return "GET /api/v1/accounts?limit=50" + common + "\r\n\r\n";
        case 3:
        case 4:
        case 5:
            return "GET /api/v1/audit?limit=50" + common + "\r\n\r\n";
        default:
            return "GET /api/v1/session" + common + "\r\n\r\n";
    }
}

void measure(const Station& station, const char* name, int rate, int seconds) {
    constexpr int kClients = 16;
    const int total = rate * seconds;
    std::vector<double> millis(static_cast<std::size_t>(total));
    std::atomic<int> next{0}, wrong{0};
    const auto begun = Clock::now() + std::chrono::milliseconds(50);
    std::vector<std::thread> clients;
    for (int c = 0; c < kClients; ++c)
        clients.emplace_back([&] {
            RawClient client(station.server->port());
            for (int i = next++; i < total; i = next++) {
                const auto due = begun + std::chrono::microseconds(1'000'000LL * i / rate);
                std::this_thread::sleep_until(due);
                if (!client.say(requestText(station, i)) || client.answer().status != 200) ++wrong;
                millis[static_cast<std::size_t>(i)] =
                    std::chrono::duration<double, std::milli>(Clock::now() - due).count();
            }
        });
    for (std::thread& client : clients) client.join();
    std::sort(millis.begin(), millis.end());
    const auto at = [&](double share) { return millis[static_cast<std::size_t>(share * (total - 1))]; };
    std::printf("%-28s %5d/s  p50 %6.2f ms  p95 %6.2f ms  p99 %6.2f ms  max %7.2f ms  wrong %d\n", name, rate, at(0.5),
                at(0.95), at(0.99), millis.back(), wrong.load());
    std::fflush(stdout);
}

int run(int rate, int seconds, int slow) {
    Station station;
    if (!station.open()) {
        std::fprintf(stderr, "the station cannot be opened\n");
        return 1;
    }
    measure(station, "alone", rate, seconds);
    std::vector<RawClient> silent;
    for (int i = 0; i < slow; ++i) {
        silent.emplace_back(station.server->port());
        silent.back().say("GET /api/v1/session HTTP/1.1\r\nHost: loc");
    }
    const std::string name = "beside " + std::to_string(slow) + " half-open";
    measure(station, name.c_str(), rate, std::min(seconds, 9));  // later they have been dropped
    silent.clear();
    measure(station, "five times as many", rate * 5, seconds);
    return 0;
}

}  // namespace
}  // namespace toitsu::server

int main(int count, char** words) {
    if (count > 1 && std::string_view(words[1]) == "--station")
        return count < 3 ? 2
                         : toitsu::server::measureClerks(words[2], count > 3 ? std::atoi(words[3]) : 200,
                                                         count > 4 ? std::atoi(words[4]) : 20,
                                                         count > 5 ? std::atoi(words[5]) : 500);
    const auto number = [&](int index, int usual) { return count > index ? std::atoi(words[index]) : usual; };
    return toitsu::server::run(number(1, 200), number(2, 10), number(3, 500));
}
