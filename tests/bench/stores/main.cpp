// Stores measured: commits one by one and in groups beside the disk's own flushes, and whether a commit costs the same
// when a million cases are stored.
//   toitsu_store_bench [--cases N] [--instances N] [--threads N] [--store memory|sqlite|postgresql] [--folder DIR]
// Figures of a busy machine say nothing; compare lines of one run.

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "tests/bench/stores/disk.h"
#include "tests/bench/stores/engine_rates.h"
#include "tests/systems/postgres.h"
#include "workflows/stores/open_store.h"
#include "workflows/stores/postgres_link.h"

namespace {

using namespace toitsu;
using namespace toitsu::workflows;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// As the engine writes it: a case that begins and comes to a person. 1.5 KB of snapshot, five events, one task.
Change begins(int number) {
    const std::string id = "bench-" + std::to_string(number);
    Change change;
    change.after = {.id = id,
                    .process = "p",
                    .definition = "hash",
                    .municipality = "202011",
                    .businessKey = id,
                    .status = CaseStatus::running,
                    .started = 1'800'000'000'000 + number,
                    .ended = {},
                    .sequence = 5,
                    .snapshotAt = 5,
                    .snapshot = std::string(1'500, 's')};
    for (int n = 0; n < 5; ++n)
        change.events.push_back({1'800'000'000'000 + number,
                                 Kind::elementEntered,
                                 "task",
                                 "somebody",
                                 {{"token", n}, {"text", std::string(150, 'e')}}});
    change.opened = {{id + ".1", id, "202011", Work::Kind::task, {}, 1'800'000'000'000 + number, "clerk", ""}};
    return change;
}

bool good(const Result<void>& result) {
    if (!result) std::fprintf(stderr, "%s\n", result.error().text(Language::en).c_str());
    return result.has_value();
}

// Commits so many cases with at most `window` answers outstanding; how many a second.
double commits(Store& store, int& next, int count, int window) {
    const auto start = Clock::now();
    std::deque<std::future<Result<void>>> answers;
    for (int n = 0; n < count; ++n) {
        answers.push_back(store.commitLater({begins(next++)}));
        if (static_cast<int>(answers.size()) < window) continue;
        if (!good(answers.front().get())) return 0;
        answers.pop_front();
    }
    for (auto& answer : answers)
        if (!good(answer.get())) return 0;
    return count / since(start);
}

template <class Ask>
double microseconds(int times, Ask ask) {
    std::vector<double> all;
    for (int n = 0; n < times; ++n) {
        const auto start = Clock::now();
        ask(n);
        all.push_back(since(start) * 1e6);
    }
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

// Bytes that this process has allocated.
std::size_t allocated() {
    const struct mallinfo2 all = mallinfo2();
    return all.uordblks + all.hblkhd;
}

void curve(const std::string& name, Store& store, int most) {
    std::printf("\n%s: medians with so many cases stored\n%10s %12s %12s %14s %14s %14s\n", name.c_str(), "cases",
                "one by one/s", "in groups/s", "find case, us", "50 tasks, us", "50 cases, us");
    int next = 0;
    for (int stored = 0; stored <= most; stored = stored == 0 ? 1'000 : stored * 10) {
        if (next < stored) commits(store, next, stored - next, 4'000);
        const int sample = next;
        const double single = commits(store, next, 300, 1);
        const double grouped = commits(store, next, 4'000, 1'000);
        const double find = microseconds(
            200, [&](int n) { static_cast<void>(store.findCase("bench-" + std::to_string(n * 7919 % (sample + 1)))); });
        const double tasks = microseconds(50, [&](int) {
            static_cast<void>(
                store.openWork({.kind = Work::Kind::task, .municipality = "202011", .name = "clerk", .most = 50}));
        });
        const double list =
            microseconds(50, [&](int) { static_cast<void>(store.cases({.status = CaseStatus::running, .most = 50})); });
        std::printf("%10d %12.0f %12.0f %14.1f %14.1f %14.1f\n", stored, single, grouped, find, tasks, list);
        std::fflush(stdout);
    }
}

}  // namespace

int main(int argc, char** argv) {
    int most = 100'000;
    int instances = 5'000;
    int threads = 64;
    std::string only;
    std::string folder = ".";
    for (int n = 1; n + 1 < argc; n += 2) {
        if (std::strcmp(argv[n], "--cases") == 0) most = std::stoi(argv[n + 1]);
        if (std::strcmp(argv[n], "--instances") == 0) instances = std::stoi(argv[n + 1]);
        if (std::strcmp(argv[n], "--threads") == 0) threads = std::stoi(argv[n + 1]);
        if (std::strcmp(argv[n], "--store") == 0) only = argv[n + 1];
        if (std::strcmp(argv[n], "--folder") == 0) folder = argv[n + 1];
    }
    // A folder on the disk that is to be measured; absolute, because PostgreSQL changes into its own.
    ::setenv("TMPDIR", std::filesystem::absolute(folder).c_str(), 1);
    const auto place = files::TemporaryFolder::make("store-bench");
    if (!place) return 1;
    std::printf("disk: %.0f flushes of 4 KB a second\n", bench::flushesPerSecond(place->path(), 2));
    const auto measure = [&](const std::string& name, const std::function<std::string(int)>& address) {
        if (!only.empty() && only != name) return;
        int used = 0;
        if (instances > 0)
            bench::engineRates(
                name, [&] { return openStore(address(++used)); }, instances, threads);
        const auto store = openStore(address(0));
        const std::size_t before = allocated();
        if (store) {
            curve(name, **store, most);
            const auto count = std::max<std::int64_t>((*store)->countCases().value_or(1), 1);
            if (name == "memory")
                std::printf("%10s %lld bytes of memory for a case that waits\n", "",
                            static_cast<long long>((allocated() - before) / static_cast<std::size_t>(count)));
            std::error_code none;
            if (const auto size = std::filesystem::file_size(place->path() + "/bench0.db", none);
                name == "sqlite" && !none)
                std::printf("%10s %lld bytes in the file for a case that waits\n", "",
                            static_cast<long long>(size) / count);
        } else {
            std::fprintf(stderr, "%s: %s\n", name.c_str(), store.error().text(Language::en).c_str());
        }
    };
    measure("memory", [](int) { return "memory"; });
    measure("sqlite", [&](int n) { return "sqlite:" + place->path() + "/bench" + std::to_string(n) + ".db"; });
    if (!systems::ThrowAwayPostgres::installed() || (!only.empty() && only != "postgresql")) return 0;
    ::setenv("TOITSU_POSTGRES_FSYNC", "on", 1);
    ::setenv("TOITSU_POSTGRES_BUFFERS", "512MB", 1);
    const auto server = systems::ThrowAwayPostgres::start();
    if (!server) return 1;
    measure("postgresql", [&](int n) {
        const std::string database = "bench" + std::to_string(n);
        const auto link = PostgresLink::open((*server)->connection());
        if (link)
            static_cast<void>((*link)->script("CREATE DATABASE " + database));  // opening it tells what went wrong
        return "postgresql:host=" + (*server)->folder() + " user=postgres dbname=" + database;
    });
    return 0;
}
