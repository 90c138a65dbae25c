#include "apps/station/watched_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "base/date.h"
#include "base/files.h"
#include "base/json.h"
#include "base/text.h"

// A file is complete when two looks, at least the settling time apart, find the same size, time and inode; or at once
// when it was seen under a temporary name before and has been renamed. The name under which it is claimed is unique, so
// every later step can be done again after a crash: the report is written to the same place, the file renamed to the
// same place.

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestName = 180;  // of 255 bytes: a time before it, ".json" behind it
constexpr int kMostAtOnce = 1000;
constexpr workflows::Instant kEmptyMillis = 60'000;  // an empty file may be one that has only just been made

tl::unexpected<Error> unusable(const std::string& path) {
    return fail(ErrorKind::unavailable, "C100",
                {"監視フォルダーを使えません。フォルダーと、その中の in・work・done・error に書き込めるか、"
                 "同じ共有の中にあるかを確かめてください",
                 "the watched folder cannot be used; check that it and its in, work, done and error can be written "
                 "and lie on one share"},
                Place{path, 0, 0, 0});
}

bool endsWith(const std::string& name, const char* end) {
    const std::string_view tail(end);
    return name.size() >= tail.size() && name.compare(name.size() - tail.size(), tail.size(), tail) == 0;
}

// What is being written, and what file managers leave behind.
bool temporaryName(const std::string& name) {
    std::string lower = name;
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return name.front() == '.' || name.rfind("~$", 0) == 0 || endsWith(lower, ".part") || endsWith(lower, ".tmp") ||
           endsWith(lower, ".crdownload") || endsWith(lower, ".filepart") || lower == "thumbs.db" ||
           lower == "desktop.ini";
}

bool cleanName(const std::string& name) {
    if (name.size() > kLongestName || !text::validUtf8(name)) return false;
    return std::none_of(name.begin(), name.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::string cleaned(const std::string& name) {
    std::string out;
    for (const char c : name.substr(0, kLongestName)) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte >= 0x20 && byte < 0x7f ? c : '_';
    }
    return out;
}

Error refusal(const char* code, Wording message, const std::string& name) {
    return {ErrorKind::refused, code, std::move(message), Place{name, 0, 0, 0}};
}

std::int64_t changedOf(const struct stat& s) {
    return s.st_mtim.tv_sec * 1'000'000'000 + s.st_mtim.tv_nsec;
}

std::vector<std::string> namesIn(const std::string& folder) {
    std::vector<std::string> names;
    DIR* directory = ::opendir(folder.c_str());
    if (directory == nullptr) return names;
    while (const dirent* entry = ::readdir(directory)) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..") names.push_back(name);
    }
    ::closedir(directory);
    std::sort(names.begin(), names.end());  // pages of a batch are named in their order
    return names;
}

bool within(const std::string& inner, const std::string& outer) {
    std::error_code failed;
    const fs::path a = fs::weakly_canonical(inner, failed), b = fs::weakly_canonical(outer, failed);
    return std::mismatch(b.begin(), b.end(), a.begin(), a.end()).first == b.end();
}

// Why a file is not to be opened at all; empty code when it may be.
Error whyNot(const struct stat& s, const std::string& name) {
    if (S_ISLNK(s.st_mode))
        return refusal("C103",
                       {"リンクは取り込みません。ファイルそのものを置いてください",
                        "links are not taken; put the file itself there"},
                       name);
    if (!S_ISREG(s.st_mode))
        return refusal(
            "C103",
            {"普通のファイルではありません。ファイルを置いてください", "this is no regular file; put a file there"},
            name);
    if (s.st_nlink > 1)
        return refusal("C103",
                       {"別の場所からもリンクされたファイルは取り込みません。複製を置いてください",
                        "a file that is linked from elsewhere, too, is not taken; put a copy there"},
                       name);
    if (!cleanName(name))
        return refusal("C104",
                       {"ファイル名に制御文字がある、UTF-8 でない、または長すぎます。名前を変えてください",
                        "the file's name has control characters, is no UTF-8 or is too long; rename it"},
                       cleaned(name));
    return {ErrorKind::internal, "", {}, {}};
}

}  // namespace

Result<WatchedFolder> WatchedFolder::open(const WatchSettings& asked) {
    WatchSettings settings = asked;
    const bool named = !settings.station.empty() && settings.station.size() <= 40 &&
                       settings.station.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == std::string::npos;
    if (!named)
        return fail(ErrorKind::usage, "C102",
                    {"取込端末の名前は英数字とハイフンで、40 文字までにしてください（--station）",
                     "a station's name is up to 40 letters, digits and hyphens (--station)"});
    WatchedFolder watched(settings);
    for (const std::string& ours : settings.keepOut)
        if (within(ours, settings.folder) || within(settings.folder, ours))
            return fail(ErrorKind::refused, "C101",
                        {"監視フォルダーと出力先が重なっています。別々の場所にしてください",
                         "the watched folder and where results go lie within each other; keep them apart"},
                        Place{ours, 0, 0, 0});
    struct stat first {};
    for (const std::string& folder :
         {watched.in(), watched.work(), settings.folder + "/done", settings.folder + "/error"}) {
        if (auto made = files::makeFolders(folder); !made) return unusable(folder);
        struct stat s {};
        // A link in the place of a folder would lead our output anywhere.
        if (::lstat(folder.c_str(), &s) != 0 || !S_ISDIR(s.st_mode) || ::access(folder.c_str(), W_OK | X_OK) != 0)
            return unusable(folder);
        if (first.st_dev == 0) first = s;
        if (s.st_dev != first.st_dev) return unusable(folder);
    }
    return watched;
}

bool WatchedFolder::complete(const std::string& name, const Seen& now) {
    const auto before = seen_.find(name);
    if (before == seen_.end()) {
        // Renamed from a temporary name: whoever wrote it says that it is complete.
        const bool renamed = std::any_of(seen_.begin(), seen_.end(), [&](const auto& other) {
            return other.second.temporary && other.second.inode == now.inode && now.inode != 0;
        });
        seen_[name] = now;
        return renamed && now.size > 0;
    }
    Seen& known = before->second;
    if (known.size != now.size || known.changed != now.changed || known.inode != now.inode) {
        known = now;
        return false;
    }
    // A clock that was set back begins the waiting anew.
    if (now.since < known.since) known.since = now.since;
    const auto waited = now.since - known.since;
    return waited >= (now.size == 0 ? std::max(settings_.settleMillis, kEmptyMillis) : settings_.settleMillis) &&
           waited > 0;
}

std::string WatchedFolder::nameFor(const std::string& name, workflows::Instant now) {
    const DateTime time = DateTime::fromUnixMillis(now);
    std::string stamp = time.iso().substr(0, 19);  // 2026-11-22T17:55:30
    std::replace(stamp.begin(), stamp.end(), 'T', '-');
    stamp.erase(std::remove(stamp.begin(), stamp.end(), ':'), stamp.end());
    for (;;) {
        std::string number = std::to_string(++number_);
        number.insert(0, number.size() < 4 ? 4 - number.size() : 0, '0');
        std::string unique = stamp + "-" + settings_.station + "-" + number + "-" + name;
        const auto taken = [&](const std::string& folder) {
            struct stat s {};
            return ::lstat((folder + "/" + unique).c_str(), &s) == 0 ||
                   ::lstat((folder + "/" + unique + ".json").c_str(), &s) == 0;
        };
        if (!taken(work()) && !taken(settings_.folder + "/done") && !taken(settings_.folder + "/error")) return unique;
    }
}

Result<void> WatchedFolder::move(const std::string& from, const std::string& to) {
    if (std::rename(from.c_str(), to.c_str()) == 0) return {};
    return unusable(to);
}

std::vector<Arrival> WatchedFolder::claim(workflows::Instant now) {
    std::vector<Arrival> arrivals;
    const auto add = [&](const std::string& name, const std::string& original) {
        struct stat s {};
        const std::string path = work() + "/" + name;
        if (::lstat(path.c_str(), &s) != 0) return;
        Arrival arrival{path, name, static_cast<std::uint64_t>(s.st_size), changedOf(s), false, {}};
        arrival.why = whyNot(s, original);
        arrival.refused = !arrival.why.code.empty();
        arrivals.push_back(std::move(arrival));
    };
    if (!recovered_) {
        for (const std::string& name : namesIn(work())) add(name, name);
        recovered_ = true;
    }
    std::map<std::string, Seen> present;
    pending_ = 0;
    for (const std::string& name : namesIn(in())) {
        struct stat s {};
        if (::lstat((in() + "/" + name).c_str(), &s) != 0) continue;  // another station was faster
        if (S_ISDIR(s.st_mode)) continue;
        const Seen seen{static_cast<std::uint64_t>(s.st_size), s.st_ino, changedOf(s), now, temporaryName(name)};
        if (seen.temporary) {
            present[name] = seen;
            continue;
        }
        const bool odd = !whyNot(s, name).code.empty();
        if ((!odd && !complete(name, seen)) || static_cast<int>(arrivals.size()) >= kMostAtOnce) {
            if (seen_.contains(name)) present[name] = seen_[name];
            ++pending_;
            continue;
        }
        const std::string unique = nameFor(cleanName(name) ? name : cleaned(name), now);
        beforeStep("claim");
        // Whoever renames first has it; the others do not find it any more.
        if (std::rename((in() + "/" + name).c_str(), (work() + "/" + unique).c_str()) != 0) continue;
        add(unique, name);
    }
    seen_ = std::move(present);
    return arrivals;
}

Result<void> WatchedFolder::settle(const Arrival& arrival, const Outcome& outcome) {
    struct stat s {};
    const bool there = ::lstat(arrival.path.c_str(), &s) == 0;
    const bool changed =
        there && (static_cast<std::uint64_t>(s.st_size) != arrival.size || changedOf(s) != arrival.changed);
    if (!outcome.taken && changed && !arrival.refused) {
        beforeStep("give back");
        return move(arrival.path, in() + "/" + arrival.name);
    }
    const std::string target = settings_.folder + (outcome.taken ? "/done/" : "/error/") + arrival.name;
    beforeStep("report");
    if (auto written = files::writeAtomically(target + ".json", json::writePretty(outcome.report) + "\n"); !written)
        return unusable(target);
    beforeStep("put away");
    // Somebody took it out of our hands while it was read: the report stands, and there is nothing to put away.
    if (std::rename(arrival.path.c_str(), target.c_str()) == 0 || errno == ENOENT) return {};
    return unusable(target);
}

}  // namespace toitsu::station
