#include "tests/bench/server/clerks.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>
#include <vector>

#include "apps/server/server.h"
#include "apps/station/running_station.h"
#include "base/json.h"
#include "tests/bench/server/slow_clients.h"
#include "tests/unit/server/raw_client.h"

namespace toitsu::server {
namespace {

using Clock = std::chrono::steady_clock;
constexpr const char* kPassword = "momiji no yama 1907";
constexpr const char* kWaiting = "202011";  // the municipality whose cases wait
constexpr const char* kMany = "202088";     // the one that has many
constexpr int kClerks = 16;

struct Times {
    std::mutex mutex;
    std::map<std::string, std::vector<double>> byKind;
    void add(const std::string& kind, double millis) {
        const std::lock_guard lock(mutex);
        byKind[kind].push_back(millis);
        byKind["everything"].push_back(millis);
    }
};

class Clerk {
public:
    Clerk(int port, std::string token) : client_(port), token_(std::move(token)) {}

    // One request of the mix; its kind, "" when it was not answered as it should be.
    std::string work(int number) {
        switch (number % 10) {
            case 0:
                return get("cases", std::string("/api/v1/cases?municipality=") + kMany);
            case 1:
                return get("cases further on", std::string("/api/v1/cases?municipality=") + kMany + cursor_);
            case 2:
                return case_.empty() ? get("queues", "/api/v1/verify/queues") : get("case", "/api/v1/cases/" + case_);
            case 3:
                return get("status", "/api/v1/status");
            case 4:
            case 5:
                return get("queues", "/api/v1/verify/queues");
            default:
                return verify(number);
        }
    }

private:
    std::string common() const {
        return " HTTP/1.1\r\nHost: localhost\r\nCookie: toitsu_session=" + token_ +
               "\r\nX-CSRF-Token: " + csrfToken(token_) + "\r\n";
    }
    std::string get(const std::string& kind, const std::string& target) {
        if (!client_.say("GET " + target + common() + "\r\n")) return {};
        const auto answer = client_.answer();
        if (answer.status != 200) return {};
        if (kind == "cases")
            if (const auto value = json::parse(answer.body); value && (*value)["next"].string() != nullptr)
                cursor_ = "&after=" + *(*value)["next"].string();
        return kind;
    }
    RawClient::Answer post(const std::string& target, const Context& body, const std::string& key) {
        const std::string content = json::write(Value(body));
        client_.say("POST " + target + common() + (key.empty() ? "" : "Idempotency-Key: " + key + "\r\n") +
                    "Content-Type: application/json\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n" +
                    content);
        return client_.answer();
    }
    std::string verify(int number) {
        if (items_.empty()) {
            const auto answer =
                post("/api/v1/verify/next", Context{{"mode", number % 4 == 0 ? "carousel" : "exception"}}, {});
            if (answer.status != 200) return {};
            const auto value = json::parse(answer.body);
            if (!value) return {};
            lease_ = (*value)["lease"]["id"];
            items_ = *(*value)["items"].list();
            case_ = *items_.front()["case"].string();
            return "next work";
        }
        const Value item = items_.front();
        items_.erase(items_.begin());
        const Context entry{{"item", item["id"]}, {"revision", item["revision"]}, {"action", "accept"}};
        const auto answer = post("/api/v1/verify/entries", Context{{"lease", lease_}, {"entries", List{entry}}},
                                 "bench-" + std::to_string(number));
        return answer.status == 200 ? "entry" : "";
    }

    RawClient client_;
    std::string token_;
    Value lease_;
    List items_;
    std::string case_, cursor_;
};

void tell(const std::string& kind, std::vector<double>& millis) {
    std::sort(millis.begin(), millis.end());
    const auto at = [&](double share) {
        return millis[static_cast<std::size_t>(share * static_cast<double>(millis.size() - 1))];
    };
    std::printf("%-28s %6zu  p50 %6.2f ms  p95 %6.2f ms  p99 %6.2f ms  max %7.2f ms\n", kind.c_str(), millis.size(),
                at(0.5), at(0.95), at(0.99), millis.back());
}

// The clerks at this rate; how many requests were not answered as they should be. `first`: numbers of requests are used
// once.
int work(const std::string& name, const std::vector<std::unique_ptr<Clerk>>& clerks, int rate, int seconds, int first) {
    const int end = first + rate * seconds;
    std::atomic<int> next{first}, wrong{0};
    Times times;
    const auto begun = Clock::now() + std::chrono::milliseconds(50);
    std::vector<std::thread> threads;
    for (auto& clerk : clerks)
        threads.emplace_back([&, own = clerk.get()] {
            for (int i = next++; i < end; i = next++) {
                const auto due = begun + std::chrono::microseconds(1'000'000LL * (i - first) / rate);
                std::this_thread::sleep_until(due);
                const std::string kind = own->work(i);
                const double millis = std::chrono::duration<double, std::milli>(Clock::now() - due).count();
                if (kind.empty())
                    ++wrong;
                else
                    times.add(kind, millis);
            }
        });
    for (std::thread& thread : threads) thread.join();
    std::printf("%s: %d requests at %d/s, %d not answered as they should be\n", name.c_str(), rate * seconds, rate,
                wrong.load());
    for (auto& [kind, millis] : times.byKind) tell(kind, millis);
    std::fflush(stdout);
    return wrong;
}

}  // namespace

int measureClerks(const std::string& folder, int rate, int seconds, int slow) {
    const auto failed = [](const Error& error) {
        std::fprintf(stderr, "%s\n", error.text(Language::en).c_str());
        return 1;
    };
    auto data = station::DataFolder::create(folder + "/data");
    if (!data) return failed(data.error());
    auto parts = Server::tables();
    for (auto& part : station::RunningStation::tables()) parts.push_back(std::move(part));
    auto file = station::StationFile::open(data->path() + "/station.sqlite", parts);
    if (!file) return failed(file.error());
    station::RunningOptions running;
    running.library = folder + "/library";
    const auto begunOpening = Clock::now();
    auto station = station::RunningStation::open(*data, **file, running);
    if (!station) return failed(station.error());
    Services services;
    services.now = systemNow;
    services.file = file->get();
    services.station = station->get();
    std::ostringstream log;
    ServerOptions options;
    options.passwords = {1, 8192};
    auto server = Server::open(services, log, options);
    if (!server) return failed(server.error());
    while ((*station)->desk().pending()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::printf("opened, and the desk has taken everything up, in %.1f s\n",
                std::chrono::duration<double>(Clock::now() - begunOpening).count());
    std::vector<std::unique_ptr<Clerk>> clerks;
    std::string firstToken;
    for (int n = 0; n < kClerks; ++n) {
        const std::string name = "clerk" + std::to_string(n);
        auto made = (*server)->accounts().add(
            {}, {name, "見本", kPassword, {{kWaiting, {Role::verifier}}, {kMany, {Role::verifier}}}, false});
        if (!made) return failed(made.error());
        int wait = 0;
        const auto in = (*server)->accounts().signIn(name, kPassword, "127.0.0.1", "", wait);
        if (!in) return failed(in.error());
        clerks.push_back(std::make_unique<Clerk>((*server)->port(), in->token));
        if (n == 0) firstToken = in->token;
    }
    const int requests = rate * seconds;
    int wrong = work("alone", clerks, rate, seconds, 0);
    if (slow > 0) {
        {
            const SlowClients beside(
                (*server)->port(), slow,
                "Cookie: toitsu_session=" + firstToken + "\r\nX-CSRF-Token: " + csrfToken(firstToken) + "\r\n");
            wrong += work("beside " + std::to_string(slow) + " slow clients", clerks, rate, seconds, requests);
            std::printf("the server dropped slow ones %d times; each came again\n", beside.dropped());
        }
        wrong +=
            work("alone again", clerks, rate, seconds, 2 * requests);  // what the first round owed to its beginning
    }
    (*server)->stop();
    return wrong == 0 ? 0 : 1;
}

}  // namespace toitsu::server
