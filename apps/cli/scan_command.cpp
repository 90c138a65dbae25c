#include "apps/cli/scan_command.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "apps/cli/child_process.h"
#include "apps/station/scan_stack.h"
#include "apps/station/station.h"
#include "base/date.h"
#include "base/files.h"
#include "ocr/page.h"

// scanimage writes each page as <name>.part and renames it, which is the watched folder's own protocol, and prints the
// name of every page that is whole. Not every feeder says that it is empty, and a feeder that takes two sheets at once
// says nothing: only the count of the sheets shows it.

namespace toitsu::cli {

namespace fs = std::filesystem;

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
constexpr const char* kApart = ".stack-";  // a name that no watched folder takes

std::vector<std::string> linesOf(const std::string& output) {
    std::vector<std::string> lines;
    std::istringstream in(output);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// A stack that was being scanned when the machine stopped, or is being scanned now by somebody else.
void tellOfOthers(const std::string& in, const std::string& mine, Terminal& terminal) {
    std::error_code failed;
    for (fs::directory_iterator it(in, failed), end; !failed && it != end; it.increment(failed)) {
        const std::string path = it->path().string();
        if (path == mine || !it->path().filename().string().starts_with(kApart)) continue;
        terminal.warn({ErrorKind::conflict,
                       "C109",
                       {"終わっていないスキャンの束があります。ほかの端末がスキャン中でなければ、紙をもう一度スキャンし"
                        "てからこのフォルダーを"
                        "消してください",
                        "a stack that is not finished lies here; unless another station is scanning it, scan that "
                        "paper again and then remove this folder"},
                       {path, 0, 0, 0}});
    }
}

// The pages as one file; as several where the file would be too large to be taken in.
bool handOver(const std::vector<std::string>& pages, const std::string& apart, const std::string& in,
              const std::string& name, Terminal& terminal) {
    const auto written = station::writeStack(pages, in, name, ocr::Limits{}.bytes);
    if (!written) {
        terminal.report(written.error());
        return false;
    }
    std::error_code failed;
    fs::remove(apart, failed);
    if (failed)
        terminal.warn({ErrorKind::unavailable,
                       "C109",
                       {"空にならないので、このフォルダーを消せません", "this folder is not empty and stays"},
                       {apart, 0, 0, 0}});
    if (written->size() > 1)
        terminal.warn({ErrorKind::limit,
                       "C107",
                       {"大きな束なので " + std::to_string(written->size()) +
                            " 個のファイルに分けました。境目にまたがる帳票は「page assign --with」でまとめてください",
                        "the stack is large and fills " + std::to_string(written->size()) +
                            " files; a form that lies across two of them is joined by page assign --with"},
                       {written->front(), 0, 0, 0}});
    return true;
}

}  // namespace

std::string stackName(workflows::Instant now) {
    std::string stamp = DateTime::fromUnixMillis(now).iso().substr(0, 19);
    stamp.erase(std::remove(stamp.begin(), stamp.end(), ':'), stamp.end());
    return "scan-" + stamp;
}

std::vector<std::string> scanArguments(const ScanOptions& options, const std::string& program,
                                       const std::string& pages) {
    std::vector<std::string> words{program};
    if (!options.device.empty()) words.insert(words.end(), {"--device-name", options.device});
    words.insert(words.end(), {"--format=tiff", "--batch=" + pages + "%04d.tiff", "--batch-print"});
    if (!options.source.empty()) words.push_back("--source=" + options.source);
    if (!options.mode.empty()) words.push_back("--mode=" + options.mode);
    words.push_back("--resolution=" + std::to_string(options.resolution));
    for (const std::string& one : options.set) words.push_back("--" + one);
    return words;
}

void scan(const ScanOptions& options, Terminal& terminal) {
    const std::string in = options.folder + "/in", name = stackName(station::now());
    const std::string apart = in + "/" + kApart + name;  // where a stack's pages wait for the last one
    if (auto made = files::makeFolders(options.stack ? apart : in); !made) return terminal.report(made.error());
    tellOfOthers(in, apart, terminal);
    const auto ended = ChildProcess::runToEnd(
        scanArguments(options, onPath(options.program), options.stack ? apart + "/" : in + "/" + name + "-"));
    if (!ended) return terminal.report(ended.error());
    const std::vector<std::string> scanned = linesOf(ended->output);
    const auto pages = static_cast<int>(scanned.size());
    if (options.stack && !handOver(scanned, apart, in, name, terminal)) return;
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
