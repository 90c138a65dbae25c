#include "tests/bench/stores/engine_rates.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <deque>
#include <thread>
#include <vector>

#include "tests/bench/stores/processes.h"
#include "workflows/engine.h"
#include "workflows/watched_store.h"

namespace toitsu::bench {

namespace {

using namespace workflows;
using Clock = std::chrono::steady_clock;

EngineOptions options() {
    EngineOptions out;
    out.decide = [](const std::string&, const Context&) -> Result<Value> { return Value(); };
    out.serve = [](const std::string&, const Context&) { return std::optional<Result<Context>>(Context{{"n", 1}}); };
    return out;
}

struct Rate {
    double second = 0;     // instances a second; 0 when something failed, which is told on standard error
    double cpuSecond = 0;  // instances a second of processor time: what a busy machine does not change
};

Rate instances(const std::shared_ptr<Store>& store, const std::string& process, const std::string& xml, int count,
               int threads) {
    Engine engine(store, options());
    if (const auto deployed = engine.deploy(xml, "bench.bpmn", 0); !deployed) {
        std::fprintf(stderr, "%s\n", deployed.error().text(Language::en).c_str());
        return {};
    }
    std::atomic<int> next = 0;
    std::atomic<bool> failed = false;
    const auto start = Clock::now();
    const std::clock_t used = std::clock();
    std::vector<std::thread> workers;
    for (int worker = 0; worker < threads; ++worker)
        workers.emplace_back([&] {
            for (int n = next++; n < count && !failed; n = next++)
                if (const auto id = engine.start(process, "202011", std::to_string(n), {}, 1'800'000'000'000 + n);
                    !id) {
                    failed = true;
                    std::fprintf(stderr, "%s\n", id.error().text(Language::en).c_str());
                }
        });
    for (std::thread& worker : workers) worker.join();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const double cpu = static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC;
    return failed ? Rate() : Rate{count / seconds, count / cpu};
}

// The same changes without an engine, with as many outstanding as there were threads.
double alone(Store& store, std::vector<std::vector<Change>> recorded, int window) {
    const auto start = Clock::now();
    std::deque<std::future<Result<void>>> answers;
    for (std::vector<Change>& changes : recorded) {
        answers.push_back(store.commitLater(std::move(changes)));
        if (static_cast<int>(answers.size()) < window) continue;
        if (!answers.front().get()) return 0;
        answers.pop_front();
    }
    for (auto& answer : answers)
        if (!answer.get()) return 0;
    return static_cast<double>(recorded.size()) / std::chrono::duration<double>(Clock::now() - start).count();
}

double median(std::vector<double> of) {
    std::sort(of.begin(), of.end());
    return of.empty() ? 0 : of[of.size() / 2];
}

}  // namespace

// The engine and the store alone take turns, and the share is the median of the turns' shares: a minute in which the
// machine is slow is slow for both.
void engineRates(const std::string& name, const Open& open, int count, int threads) {
    constexpr int turns = 5;
    std::printf("\n%s: instances a second, medians of %d turns\n%10s %14s %14s %14s %14s %8s\n", name.c_str(), turns,
                "process", "1 thread", "(a CPU second)", "shared flush", "store alone", "share");
    for (const auto& [process, xml] :
         {std::pair(std::string("linear"), linearProcess()), {"branch", branchProcess()}}) {
        std::vector<std::vector<Change>> recorded;
        const auto memory = std::make_shared<WatchedStore>(
            openMemory(), [&](const std::vector<Change>& changes) { recorded.push_back(changes); });
        if (instances(memory, process, xml, count, 1).second == 0) return;
        std::vector<double> single, cpu, shared, store, share;
        for (int turn = 0; turn < turns; ++turn) {
            const auto one = open();
            const auto many = open();
            const auto raw = open();
            if (!one || !many || !raw) {
                std::fprintf(stderr, "the store does not open\n");
                return;
            }
            const Rate alonePerCase = instances(*one, process, xml, std::max(count / 10, 1), 1);
            single.push_back(alonePerCase.second);
            cpu.push_back(alonePerCase.cpuSecond);
            shared.push_back(instances(*many, process, xml, count, threads).second);
            store.push_back(alone(**raw, recorded, threads));
            share.push_back(store.back() > 0 ? 100 * shared.back() / store.back() : 0);
        }
        std::printf("%10s %14.0f %14.0f %14.0f %14.0f %7.0f%%\n", process.c_str(), median(single), median(cpu),
                    median(shared), median(store), median(share));
        std::fflush(stdout);
    }
}

}  // namespace toitsu::bench
