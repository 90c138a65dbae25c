#include "apps/cli/watch_command.h"

#include <unistd.h>

#include <array>
#include <set>

#include "apps/cli/ends_on_signal.h"
#include "apps/cli/folder_bell.h"
#include "apps/cli/page_record.h"
#include "apps/cli/station.h"

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

Value bothWays(const Wording& wording) {
    return Context{{"ja", wording.ja}, {"en", wording.en}};
}

}  // namespace

FileResult fileResult(const Result<std::vector<Intake::Taken>>& taken, const std::string& name) {
    FileResult result;
    if (!taken) {
        const Error& error = taken.error();
        result.outcome.report = Context{{"file", name},
                                        {"state", "error"},
                                        {"code", error.code},
                                        {"page", error.place.page},
                                        {"reason", bothWays(error.message)}};
        return result;
    }
    List pages;
    std::string sha;
    std::set<std::string> cases;
    result.known = !taken->empty();
    for (const auto& [record, known] : *taken) {
        result.known = result.known && known;
        sha = record.sha256;
        ++result.scanned;
        if (record.state == PageState::inCase && cases.insert(record.caseId).second) ++result.cases;
        ++(record.state == PageState::inCase    ? result.inCases
           : record.state == PageState::waiting ? result.waiting
                                                : result.dropped);
        Context page{{"page", record.page}, {"id", record.id()}, {"state", stateName(record.state)}};
        if (record.sheet > 0) page.put("sheet", record.sheet);
        if (!record.caseId.empty()) page.put("case", record.caseId);
        if (!record.code.empty()) page.put("code", record.code);
        if (!record.reason.ja.empty()) page.put("reason", bothWays(record.reason));
        pages.push_back(page);
    }
    result.outcome.taken = true;
    result.outcome.report = Context{{"file", name},
                                    {"state", "done"},
                                    {"sha256", sha},
                                    {"known", result.known},
                                    {"pages_scanned", result.scanned},
                                    {"pages_kept", result.inCases + result.waiting},
                                    {"pages_dropped", result.dropped},
                                    {"cases", result.cases},
                                    {"pages", pages}};
    return result;
}

void watch(const WatchOptions& options, Intake& intake, const DataFolder& data, const ocr::Reader& reader,
           Terminal& terminal) {
    WatchSettings settings;
    settings.folder = options.folder;
    settings.station = options.station.empty() ? machineName() : options.station;
    settings.settleMillis = static_cast<std::int64_t>(options.settleSeconds * 1000);
    settings.keepOut = {data.path()};
    auto folder = WatchedFolder::open(settings);
    if (!folder) return terminal.report(folder.error());
    FolderBell bell(options.folder + "/in");
    const EndsOnSignal signals;
    terminal.line({"監視中: " + options.folder + "/in（Ctrl-C で終わります）",
                   "watching " + options.folder + "/in (Ctrl-C ends it)"});
    terminal.out.flush();
    while (!signals.told()) {
        const std::vector<Arrival> arrivals = folder->claim(now());
        for (const Arrival& arrival : arrivals) {
            if (signals.told()) break;  // what stays in work/ is taken up by the next start
            auto taken = arrival.refused ? Result<std::vector<Intake::Taken>>(fail(arrival.why))
                                         : intake.take(arrival.path, reader);
            // Somebody else works in the data folder, or the disk is full: the file is not to blame, and waits.
            while (!taken && !signals.told() && passing(taken.error())) {
                terminal.warn(taken.error());
                bell.wait(kRetryMillis);
                taken = intake.take(arrival.path, reader);
            }
            if (!taken && passing(taken.error())) break;
            const FileResult result = fileResult(taken, arrival.name);
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
