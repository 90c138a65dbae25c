#pragma once

// Watched folder: how files that scanners and people put into DIR/in become work, without one being lost, taken half
// written or taken twice – also on network shares, where there is no notification, no lock that can be trusted and a
// time stamp of two seconds. Everything rests on one operation that every file system has: renaming within a folder
// tree either happens wholly or not at all.
//
//   in/     files arrive; a name that ends in .part or .tmp, or begins with a dot, is still being written
//   work/   work/<station>/: what this station has claimed by renaming it out of in/
//   done/   taken in, each with <name>.json beside it: what became of every page
//   error/  refused, each with <name>.json beside it: the error and what to do

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "workflows/task.h"

namespace toitsu::station {

struct WatchSettings {
    std::string folder;
    std::string station;               // letters, digits, hyphens; one per machine
    std::int64_t settleMillis = 3000;  // a file that has not changed for so long is complete
    std::vector<std::string> keepOut;  // folders of ours: none may lie within in/, nor in/ within one of them
};

struct Arrival {
    std::string path;  // in work/<station>/
    std::string name;  // there, and later in done/ or error/: <time>-<number>-<name as it came>
    std::uint64_t size = 0;
    std::int64_t changed = 0;  // of the file, ns
    bool refused = false;      // not to be opened at all
    Error why;                 // when refused
};

struct Outcome {
    bool taken = false;
    Value report;  // becomes <name>.json
};

class WatchedFolder {
public:
    // Makes the four folders. C100 they cannot be made or renamed between, C101 folders within each other, C102 the
    // station's name cannot be one.
    static Result<WatchedFolder> open(const WatchSettings& settings);

    // What a station that was killed had claimed, then every file of in/ that is complete, claimed now. A file that
    // another station was faster with is not there any more.
    std::vector<Arrival> claim(workflows::Instant now);
    // Report first, then the file: whoever finds the file finds its report. A refused file that has changed since it
    // was claimed was not complete after all and goes back to in/. C100.
    Result<void> settle(const Arrival& arrival, const Outcome& outcome);
    // What was claimed and not settled is claimed anew by the next claim().
    void again() { recovered_ = false; }
    // How many files of in/ wait to become complete, as of the last claim().
    int pending() const { return pending_; }

    // Called before every step that changes the disk: tests fail there.
    std::function<void(const std::string& step)> beforeStep = [](const std::string&) {};

private:
    struct Seen {
        std::uint64_t size = 0, inode = 0;
        std::int64_t changed = 0;
        workflows::Instant since = 0;
        bool temporary = false;
    };
    explicit WatchedFolder(WatchSettings settings) : settings_(std::move(settings)) {}
    std::string in() const { return settings_.folder + "/in"; }
    std::string work() const { return settings_.folder + "/work/" + settings_.station; }
    bool complete(const std::string& name, const Seen& now);
    std::string nameFor(const std::string& name, workflows::Instant now);
    Result<void> move(const std::string& from, const std::string& to);

    WatchSettings settings_;
    std::map<std::string, Seen> seen_;
    bool recovered_ = false;
    int pending_ = 0;
    int number_ = 0;
};

}  // namespace toitsu::station
