#include "apps/cli/watch_command.h"

#include <unistd.h>

#include <array>

#include "apps/cli/ends_on_signal.h"
#include "apps/station/file_result.h"
#include "apps/station/folder_bell.h"
#include "apps/station/page_record.h"
#include "apps/station/station.h"

namespace toitsu::cli {

namespace {

std::string machineName() {
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    std::string clean;
    for (const char c : std::string(name.data()).substr(0, 40))
        clean += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '-';
    return clean.empty() ? "station" : clean;
}

constexpr int kRetryMillis = 5000;

bool passing(const Error& error) {
    return error.kind == ErrorKind::unavailable || error.kind == ErrorKind::conflict ||
           error.kind == ErrorKind::internal;
}

}  // namespace

void watch(const WatchOptions& options, station::Intake& intake, const station::DataFolder& data,
           const ocr::Reader& reader, Terminal& terminal) {
    station::WatchSettings settings;
    settings.folder = options.folder;
    settings.station = options.station.empty() ? machineName() : options.station;
    settings.settleMillis = static_cast<std::int64_t>(options.settleSeconds * 1000);
    settings.keepOut = {data.path()};
    auto folder = station::WatchedFolder::open(settings);
    if (!folder) return terminal.report(folder.error());
    station::FolderBell bell(options.folder + "/in");
    const EndsOnSignal signals;
    terminal.line({"監視中: " + options.folder + "/in（Ctrl-C で終わります）",
                   "watching " + options.folder + "/in (Ctrl-C ends it)"});
    terminal.out.flush();
    while (!signals.told()) {
        const std::vector<station::Arrival> arrivals = folder->claim(station::now());
        for (const station::Arrival& arrival : arrivals) {
            if (signals.told()) break;  // what stays in work/ is taken up by the next start
            auto taken = arrival.refused ? Result<std::vector<station::Intake::Taken>>(fail(arrival.why))
                                         : intake.take(arrival.path, reader);
            // Somebody else works in the data folder, or the disk is full: the file is not to blame, and waits.
            while (!taken && !signals.told() && passing(taken.error())) {
                terminal.warn(taken.error());
                bell.wait(kRetryMillis);
                taken = intake.take(arrival.path, reader);
            }
            if (!taken && passing(taken.error())) break;
            const station::FileResult result = station::fileResult(taken, arrival.name);
            if (const auto settled = folder->settle(arrival, result.outcome); !settled)
                return terminal.report(settled.error());
            if (!taken) {
                Error error = taken.error();
                error.place.file = arrival.name;
                terminal.warn(error);
                continue;
            }
            const auto n = [](int count) { return std::to_string(count); };
            terminal.line({arrival.name + "  " + n(result.scanned) + " ページ: 案件 " + n(result.cases) +
                               " 件、担当者待ち " + n(result.waiting) + " ページ、対象外 " + n(result.dropped) +
                               " ページ" + (result.known ? "（取込済み）" : ""),
                           arrival.name + "  " + n(result.scanned) + " pages: " + n(result.cases) + " cases, " +
                               n(result.waiting) + " pages waiting for a person, " + n(result.dropped) + " dropped" +
                               (result.known ? " (already here)" : "")});
            terminal.out.flush();
        }
        if (options.untilEmpty && arrivals.empty() && folder->pending() == 0) return;
        if (!signals.told() && arrivals.empty()) bell.wait(static_cast<int>(options.everySeconds * 1000));
    }
}

}  // namespace toitsu::cli
