// What an instance of a process costs in memory, by the wall and by the processor's own clock: the two processes that
// peers are measured with (tests/bench/stores/processes.h), and the shapes in which engines have become slow – many
// instances of one activity, a join of many branches. Where node finds the npm module bpmn-engine (BPMN_ENGINE: a
// folder with node_modules), it runs the same processes in the same run.
//
//   toitsu_flow_bench [SECONDS]     how long each row is measured (default 3)

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <regex>
#include <string>
#include <vector>

#include "base/cpu_clock.h"
#include "base/files.h"
#include "tests/bench/stores/processes.h"
#include "workflows/engine.h"

namespace {

using namespace toitsu;
using namespace toitsu::workflows;

constexpr Instant begin = 1'790'000'000'000;

std::string around(const std::string& content) {
    return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" targetNamespace=\"urn:bench\"><process id=\"p\" "
           "isExecutable=\"true\"><startEvent id=\"start\"/><endEvent id=\"end\"/>" +
           content + "</process></definitions>";
}

std::string flow(const std::string& from, const std::string& to) {
    return "<sequenceFlow id=\"" + from + "-" + to + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\"/>";
}

std::string manyInstances(int count) {
    return around(
        "<serviceTask id=\"t\"><multiInstanceLoopCharacteristics><loopCardinality "
        "xsi:type=\"tFormalExpression\">" +
        std::to_string(count) + "</loopCardinality></multiInstanceLoopCharacteristics></serviceTask>" +
        flow("start", "t") + flow("t", "end"));
}

std::string wideJoin(int count) {
    std::string content =
        "<parallelGateway id=\"fork\"/><parallelGateway id=\"join\"/>" + flow("start", "fork") + flow("join", "end");
    for (int i = 1; i <= count; ++i) {
        const std::string task = "t" + std::to_string(i);
        content += "<serviceTask id=\"" + task + "\"/>" + flow("fork", task) + flow(task, "join");
    }
    return around(content);
}

double cpuSeconds() {
    return std::chrono::duration<double>(CpuClock::now().time_since_epoch()).count();
}

double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

template <class T>
T good(Result<T> result) {
    if (!result) {
        std::cerr << result.error().text(Language::en) << "\n";
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

struct Rate {
    double wall = 0;
    double processor = 0;
};

// Calls `one` with 0, 1, 2 … for so long.
Rate rate(double duration, const std::function<void(std::int64_t)>& one) {
    for (std::int64_t warm = 0; warm < 200; ++warm) one(-1 - warm);
    const double wall = seconds();
    const double processor = cpuSeconds();
    std::int64_t count = 0;
    while (seconds() - wall < duration) {
        for (int i = 0; i < 50; ++i) one(count++);
    }
    return {static_cast<double>(count) / (seconds() - wall), static_cast<double>(count) / (cpuSeconds() - processor)};
}

void tell(const std::string& what, const Rate& rate) {
    std::printf("%-46s %9.0f /s %9.0f /cpu s\n", what.c_str(), rate.wall, rate.processor);
    std::fflush(stdout);
}

EngineOptions servedAtOnce() {
    EngineOptions options;
    options.serve = [](const std::string&, const Context&) { return std::optional<Result<Context>>(Context()); };
    return options;
}

Rate atOnce(const std::string& process, const std::string& xml, double duration) {
    Engine engine(openMemory(), servedAtOnce());
    good(engine.deploy(xml, "bench.bpmn", begin));
    return rate(duration, [&](std::int64_t n) {
        good(engine.start(process, "000000", std::to_string(n), {{"n", 1 + n % 3}}, begin));
    });
}

Rate withWorker(const std::string& process, const std::string& xml, double duration) {
    Engine engine(openMemory(), EngineOptions{});
    good(engine.deploy(xml, "bench.bpmn", begin));
    return rate(duration, [&](std::int64_t n) {
        good(engine.start(process, "000000", std::to_string(n), {{"n", 1 + n % 3}}, begin));
        for (;;) {
            const std::vector<Job> jobs = good(engine.claimJobs("w", 100, 60'000, begin));
            if (jobs.empty()) return;
            for (const Job& job : jobs) good(engine.completeJob(job, {}, begin));
        }
    });
}

// One case, every job claimed and reported; must grow in proportion.
void largeCase(const std::string& what, const std::string& xml, int jobsInIt) {
    Engine engine(openMemory(), EngineOptions{});
    good(engine.deploy(xml, "bench.bpmn", begin));
    const double from = cpuSeconds();
    const std::string id = good(engine.start("p", "000000", "1", {}, begin));
    int done = 0;
    for (;;) {
        const std::vector<Job> jobs = good(engine.claimJobs("w", 500, 60'000, begin));
        if (jobs.empty()) break;
        for (const Job& job : jobs) good(engine.completeJob(job, {}, begin));
        done += static_cast<int>(jobs.size());
    }
    const bool ended = good(engine.findCase(id)).status == CaseStatus::completed && done == jobsInIt;
    const double took = cpuSeconds() - from;
    std::printf("%-46s %9.1f us a job, %.2f cpu s%s\n", what.c_str(), took * 1e6 / jobsInIt, took,
                ended ? "" : " – DID NOT END");
    std::fflush(stdout);
}

// Instances a second of the peer; 0 where node or the module is not there. Its conditions are its own language's.
double peer(const std::string& xml, int count) {
    const char* modules = std::getenv("BPMN_ENGINE");
    if (!modules) return 0;
    const auto folder = files::TemporaryFolder::make("peer");
    if (!folder) return 0;
    std::string theirs = std::regex_replace(xml, std::regex(R"(n = (\d))"), "$${environment.variables.is$1}");
    const std::string file = folder->path() + "/bench.bpmn";
    if (!files::writeAtomically(file, theirs)) return 0;
    const std::string command = "cd '" + std::string(modules) +
                                "' && node '" TOITSU_SOURCE_DIR "/tests/bench/flow/bpmn_engine.mjs' '" + file + "' " +
                                std::to_string(count);
    FILE* pipe = ::popen(command.c_str(), "r");
    if (!pipe) return 0;
    std::array<char, 64> line{};
    const bool told = std::fgets(line.data(), static_cast<int>(line.size()), pipe) != nullptr;
    ::pclose(pipe);
    return told ? std::atof(line.data()) : 0;
}

}  // namespace

int main(int count, char** words) {
    const double duration = count > 1 ? std::atof(words[1]) : 3;
    const std::string linear = bench::linearProcess();
    const std::string branch = bench::branchProcess();
    const Rate a = atOnce("linear", linear, duration);
    const Rate b = atOnce("branch", branch, duration);
    tell("(a) ten services in a row, done at once", a);
    tell("(b) choice and fork, done at once", b);
    tell("(a) by a worker: claimed and reported", withWorker("linear", linear, duration));
    tell("(b) by a worker: claimed and reported", withWorker("branch", branch, duration));
    for (const int size : {1'000, 10'000})
        largeCase(std::to_string(size) + " instances of a task", manyInstances(size), size);
    for (const int size : {100, 1'000})
        largeCase("a join of " + std::to_string(size) + " branches", wideJoin(size), size);
    if (const double theirs = peer(linear, 200); theirs > 0)
        std::printf("npm bpmn-engine (a) %.1f /s: we are %.0f times as fast\n", theirs, a.wall / theirs);
    else
        std::printf("npm bpmn-engine is not there (BPMN_ENGINE names the folder of its node_modules)\n");
    if (const double theirs = peer(branch, 100); theirs > 0)
        std::printf("npm bpmn-engine (b) %.1f /s: we are %.0f times as fast\n", theirs, b.wall / theirs);
    return 0;
}
