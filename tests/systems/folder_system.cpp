// toitsu-folder-system FOLDER – the other business system of a demonstration (tests/systems/folder_ledger.h).

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>

#include <unistd.h>

#include "tests/systems/folder_ledger.h"

namespace {

using toitsu::systems::FolderSystem;
using toitsu::systems::Step;

constexpr std::string_view usage =
    "usage: toitsu-folder-system FOLDER [--once | --until-idle] [--encoding cp932|utf-8] [--columns N]\n"
    "                            [--die-after taken|ledger|result]\n"
    "  --once        work off what is in FOLDER/inbox and end (also makes the folders)\n"
    "  --until-idle  end when nothing came for two seconds; otherwise it runs until it is stopped\n"
    "  --columns N   the number of columns of the agreed layout (otherwise: as many as the header line)\n"
    "  --die-after   kill itself after that step, to rehearse a crash\n";

volatile std::sig_atomic_t stopped = 0;
Step deadly = Step::taken;

void dieThere(Step step) {
    if (step == deadly) ::raise(SIGKILL);
}

enum class Mode { forever, untilIdle, once };

int misuse() {
    std::fwrite(usage.data(), 1, usage.size(), stderr);
    return 2;
}

int run(const std::string& folder, const toitsu::systems::FolderOptions& options, Mode mode) {
    auto system = FolderSystem::open(folder, options);
    if (!system) {
        std::fprintf(stderr, "%s\n", system.error().text(toitsu::userLanguage()).c_str());
        return 1;
    }
    auto lastWork = std::chrono::steady_clock::now();
    while (stopped == 0) {
        const auto count = system->processInbox();
        if (!count) {
            std::fprintf(stderr, "%s\n", count.error().text(toitsu::userLanguage()).c_str());
            return 1;
        }
        if (mode == Mode::once) return 0;
        const auto now = std::chrono::steady_clock::now();
        if (*count > 0) lastWork = now;
        if (mode == Mode::untilIdle && now - lastWork > std::chrono::seconds(2)) return 0;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    std::string folder;
    toitsu::systems::FolderOptions options;
    Mode mode = Mode::forever;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        const std::string_view next = i + 1 < count ? words[i + 1] : "";
        if (word == "--once") {
            mode = Mode::once;
        } else if (word == "--until-idle") {
            mode = Mode::untilIdle;
        } else if (word == "--encoding" && (next == "cp932" || next == "utf-8")) {
            options.cp932 = next == "cp932";
            ++i;
        } else if (word == "--columns" && std::atoi(next.data()) > 0) {
            options.columns = static_cast<std::size_t>(std::atoi(next.data()));
            ++i;
        } else if (word == "--die-after" && (next == "taken" || next == "ledger" || next == "result")) {
            deadly = next == "taken" ? Step::taken : next == "ledger" ? Step::ledger : Step::result;
            options.after = dieThere;
            ++i;
        } else if (folder.empty() && !word.starts_with("-")) {
            folder = word;
        } else {
            return misuse();
        }
    }
    if (folder.empty()) return misuse();
    std::signal(SIGTERM, [](int) { stopped = 1; });
    std::signal(SIGINT, [](int) { stopped = 1; });
    return run(folder, options, mode);
}
