#include "apps/cli/scan_command.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "apps/cli/child_process.h"
#include "apps/cli/station.h"
#include "base/date.h"
#include "base/files.h"

// scanimage writes each page as <name>.part and renames it, which is the watched folder's own protocol, and prints the
// name of every page that is whole. Not every feeder says that it is empty, and a feeder that takes two sheets at once
// says nothing: only the count of the sheets shows it.

namespace toitsu::cli {

namespace {

std::string onPath(const std::string& program) {
    if (program.find('/') != std::string::npos) return program;
    const char* path = std::getenv("PATH");
    std::istringstream folders(path == nullptr ? "/usr/bin:/bin" : path);
    for (std::string folder; std::getline(folders, folder, ':');)
        if (const std::string file = folder + "/" + program; ::access(file.c_str(), X_OK) == 0) return file;
    return program;
}

// scanimage ends with SANE's status (SANE standard 1.06, 4.2.7).
Wording meaning(int status) {
    switch (status) {
        case 3:
            return {"スキャナーは使用中です", "the scanner is busy"};
        case 4:
            return {"スキャナーが知らない指定です。scanimage --help で確かめてください",
                    "the scanner does not know an option; see scanimage --help"};
        case 6:
            return {"紙詰まりです。紙を取り除き、残りをもう一度スキャンしてください",
                    "paper jam; clear it and scan the rest"};
        case 8:
            return {"スキャナーのカバーが開いています", "the scanner's cover is open"};
        case 11:
            return {"スキャナーを使う権限がありません", "access to the scanner is denied"};
        default:
            return {
                "スキャナーが途中で止まりました（状態 " + std::to_string(status) + "）。電源と接続を確かめてください",
                "the scanner stopped (status " + std::to_string(status) + "); check its power and connection"};
    }
}

constexpr int kFeederEmpty = 7;

}  // namespace

std::vector<std::string> scanArguments(const ScanOptions& options, const std::string& program, workflows::Instant now) {
    std::string stamp = DateTime::fromUnixMillis(now).iso().substr(0, 19);
    stamp.erase(std::remove(stamp.begin(), stamp.end(), ':'), stamp.end());
    std::vector<std::string> words{program};
    if (!options.device.empty()) words.insert(words.end(), {"--device-name", options.device});
    words.insert(words.end(),
                 {"--format=tiff", "--batch=" + options.folder + "/in/scan-" + stamp + "-%04d.tiff", "--batch-print"});
    if (!options.source.empty()) words.push_back("--source=" + options.source);
    if (!options.mode.empty()) words.push_back("--mode=" + options.mode);
    words.push_back("--resolution=" + std::to_string(options.resolution));
    for (const std::string& one : options.set) words.push_back("--" + one);
    return words;
}

void scan(const ScanOptions& options, Terminal& terminal) {
    if (auto made = files::makeFolders(options.folder + "/in"); !made) return terminal.report(made.error());
    const auto ended = ChildProcess::runToEnd(scanArguments(options, onPath(options.program), now()));
    if (!ended) return terminal.report(ended.error());
    const auto pages = static_cast<int>(std::count(ended->output.begin(), ended->output.end(), '\n'));
    const int expected = options.sheets * (options.duplex ? 2 : 1);
    const std::string count = std::to_string(pages);
    terminal.line({count + " ページをスキャンしました", count + " pages scanned"});
    if (ended->code != 0 && ended->code != kFeederEmpty)
        return terminal.report({ErrorKind::unavailable, "C105", meaning(ended->code), {}});
    if (expected == 0 || pages == expected) return;
    terminal.report({ErrorKind::conflict,
                     "C106",
                     {"枚数が合いません（予定 " + std::to_string(expected) + " ページ、実際 " + count +
                          " ページ）。重なって送られた紙がないか、原稿と見比べてください",
                      "the count differs (" + std::to_string(expected) + " pages expected, " + count +
                          " came); compare with the paper: sheets may have been fed together"},
                     {}});
}

}  // namespace toitsu::cli
