#include "apps/cli/run_command.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include "apps/station/job_runner.h"
#include "apps/station/places.h"

namespace toitsu::cli {

using namespace std::chrono_literals;

namespace {

std::atomic<bool> stopAsked{false};

extern "C" void askToStop(int) {
    stopAsked = true;
}

Result<std::map<std::string, std::string>> parseEndpoints(const std::vector<std::string>& asked) {
    std::map<std::string, std::string> endpoints;
    for (const std::string& one : asked) {
        const auto equals = one.find('=');
        if (equals == std::string::npos || equals == 0)
            return fail(ErrorKind::usage, "C040",
                        {"--endpoint は「接続定義の id=場所」の形で書いてください",
                         "write --endpoint as <binding id>=<where>"});
        endpoints[one.substr(0, equals)] = one.substr(equals + 1);
    }
    return endpoints;
}

void tell(const station::Progress& progress, Terminal& terminal) {
    const std::string head = progress.caseId + "  " + progress.operation + "  ";
    switch (progress.step) {
        case station::Progress::Step::claimed:
            terminal.out << head << terminal.say({"着手", "claimed"});
            break;
        case station::Progress::Step::entered:
            terminal.out << head << terminal.say({"入力済み 受付番号 ", "entered, receipt "}) << progress.receipt
                         << "  " << progress.backend;
            break;
        case station::Progress::Step::waiting:
            terminal.out << head << terminal.say({"業務システムの応答待ち", "waits for the backend"});
            break;
        case station::Progress::Step::failed:
            terminal.out << head << terminal.say({"失敗: ", "failed: "}) << terminal.say(progress.why);
            break;
        case station::Progress::Step::completed:
            terminal.out << head << terminal.say({"完了", "completed"});
            break;
    }
    terminal.out << std::endl;
}

}  // namespace

void run(const RunOptions& options, Terminal& terminal) {
    auto data = station::DataFolder::open(options.data);
    if (!data) return terminal.report(data.error());
    const auto folder = station::libraryFolder(options.library.empty() ? data->rememberedLibrary() : options.library);
    if (!folder) return terminal.report(folder.error());
    const auto endpoints = parseEndpoints(options.endpoints);
    if (!endpoints) return terminal.report(endpoints.error());
    std::optional<workflows::Instant> fixed;
    if (!options.now.empty()) {
        const auto asked = DateTime::parse(options.now);
        if (!asked)
            return terminal.report({ErrorKind::usage,
                                    "C041",
                                    {"--now は 2026-11-22T09:00:00+09:00 の形で書いてください",
                                     "write --now like 2026-11-22T09:00:00+09:00"},
                                    {}});
        fixed = asked->unixMillis();
    }
    const auto decisions =
        std::make_shared<const station::Decisions>(station::Decisions::load(*folder, terminal.reporter()));
    const station::Bindings bindings = station::Bindings::load(*folder, terminal.reporter());
    station::JobRunner runner(*data, station::openEachTime(*data, decisions), bindings, *endpoints,
                              static_cast<workflows::Instant>(options.leaseSeconds * 1000),
                              [&](const station::Progress& progress) { tell(progress, terminal); });

    std::signal(SIGINT, askToStop);
    std::signal(SIGTERM, askToStop);
    const auto started = std::chrono::steady_clock::now();
    while (!stopAsked) {
        const auto round = runner.round(fixed.value_or(station::now()));
        if (!round) return terminal.report(round.error());
        if (round->moved()) continue;
        if (options.untilIdle && round->waiting == 0) {
            auto station = station::Station::open(*data, decisions);
            if (!station) return terminal.report(station.error());
            const auto left = station->engine().openJobs();
            if (!left) return terminal.report(left.error());
            if (*left == 0) return;
        }
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - started;
        if (options.atMostSeconds > 0 && spent.count() > options.atMostSeconds) {
            if (options.untilIdle)
                terminal.report({ErrorKind::unavailable,
                                 "C042",
                                 {"決められた時間内に終わりませんでした。業務システムが応答しているか確かめ、もう一度実"
                                  "行してください",
                                  "not finished within the given time; check that the backends answer, then run again"},
                                 {}});
            return;
        }
        std::this_thread::sleep_for(30ms);
    }
}

}  // namespace toitsu::cli
