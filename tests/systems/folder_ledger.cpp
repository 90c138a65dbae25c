#include "tests/systems/folder_ledger.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/files.h"
#include "tests/systems/folder_intake.h"

namespace toitsu::systems {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> broken(const std::string& what, const std::string& path) {
    return fail(ErrorKind::unavailable, "T021",
                {"フォルダー連携の相手役が動けません（" + what + "）。", "the folder system cannot go on: " + what},
                Place{path, 0, 0, 0});
}

// Files *.csv, without the dot-temporaries of somebody who is still writing; in the order of their names.
std::vector<std::string> keysIn(const std::string& folder) {
    std::vector<std::string> out;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        const std::string name = entry.path().filename().string();
        if (name.front() != '.' && name.size() > 4 && name.ends_with(".csv"))
            out.push_back(name.substr(0, name.size() - 4));
    }
    std::sort(out.begin(), out.end());
    return out;
}

Result<void> rename(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return broken("rename", from);
    return {};
}

Result<void> appendDurably(const std::string& path, const std::string& line) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0660);
    if (file < 0) return broken("open", path);
    const bool good =
        ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(file) == 0;
    ::close(file);
    if (!good) return broken("write", path);
    return {};
}

}  // namespace

FolderSystem::FolderSystem(std::string folder, FolderOptions options, int lock)
    : folder_(std::move(folder)), options_(options), lock_(lock) {}

FolderSystem::FolderSystem(FolderSystem&& other) noexcept
    : folder_(std::move(other.folder_)), options_(other.options_), lock_(std::exchange(other.lock_, -1)) {}

FolderSystem::~FolderSystem() {
    if (lock_ >= 0) ::close(lock_);
}

Result<FolderSystem> FolderSystem::open(const std::string& folder, FolderOptions options) {
    for (const char* name : {"/inbox", "/taken", "/results", "/done"})
        if (auto made = files::makeFolders(folder + name); !made) return fail(made.error());
    const std::string path = folder + "/.system.lock";
    FolderSystem system(folder, options, ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0660));
    if (system.lock_ < 0 || ::flock(system.lock_, LOCK_EX | LOCK_NB) != 0)
        return broken("another one is running in this folder", path);
    if (auto repaired = system.repairLedger(); !repaired) return fail(repaired.error());
    for (const std::string& key : keysIn(folder + "/taken"))
        if (auto done = system.process(key); !done) return fail(done.error());
    return system;
}

Result<int> FolderSystem::processInbox() {
    int count = 0;
    for (const std::string& key : keysIn(folder_ + "/inbox")) {
        const auto taken = rename(folder_ + "/inbox/" + key + ".csv", folder_ + "/taken/" + key + ".csv");
        if (!taken) return fail(taken.error());
        reached(Step::taken);
        if (auto done = process(key); !done) return fail(done.error());
        ++count;
    }
    return count;
}

Result<void> FolderSystem::process(const std::string& key) {
    std::size_t number = 1;
    while (fs::exists(folder_ + "/done/" + key + "." + std::to_string(number) + ".csv")) ++number;
    const std::string taking = key + "." + std::to_string(number);
    const std::string taken = folder_ + "/taken/" + key + ".csv";

    const auto bytes = files::read(taken, 1u << 20);
    if (!bytes) return fail(bytes.error());
    const Intake intake = takeIn(*bytes, options_);
    std::string receipt;
    if (intake.error.empty()) {
        std::size_t lines = 0;
        receipt = receiptOf(taking, lines);
        if (receipt.empty()) {
            std::array<char, 32> text{};
            std::snprintf(text.data(), text.size(), "R%07zu", lines + 1);
            receipt = text.data();
            csv::Row line{receipt, taking};
            line.insert(line.end(), intake.row.begin(), intake.row.end());
            if (auto added = appendDurably(folder_ + "/ledger.csv", csv::write(line, "\n")); !added) return added;
        }
        reached(Step::ledger);
    }
    const auto answered =
        files::writeAtomically(folder_ + "/results/" + key + ".result.csv", answer(key, receipt, intake.error));
    if (!answered) return answered;
    reached(Step::result);
    return rename(taken, folder_ + "/done/" + taking + ".csv");
}

// A line without its end was being written when the system was killed: it was never answered, so it is taken back.
Result<void> FolderSystem::repairLedger() const {
    const std::string path = folder_ + "/ledger.csv";
    if (!fs::exists(path)) return {};
    const auto text = files::read(path);
    if (!text) return fail(text.error());
    if (text->empty() || text->back() == '\n') return {};
    const std::size_t end = text->rfind('\n');
    return files::writeAtomically(path, text->substr(0, end == std::string::npos ? 0 : end + 1));
}

std::string FolderSystem::receiptOf(const std::string& taking, std::size_t& lines) const {
    const auto text = files::read(folder_ + "/ledger.csv");
    const auto rows = text ? csv::parse(*text) : Result<std::vector<csv::Row>>();
    lines = rows ? rows->size() : 0;
    if (rows)
        for (const csv::Row& row : *rows)
            if (row.size() > 1 && row[1] == taking) return row[0];
    return {};
}

void FolderSystem::reached(Step step) const {
    if (options_.after != nullptr) options_.after(step);
}

}  // namespace toitsu::systems
