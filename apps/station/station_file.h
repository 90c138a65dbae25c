#pragma once

// Station file: station.sqlite, what the people of a station do – accounts, sessions, audit, entries, leases. Cases are
// the engine's (cases.sqlite). One connection writes, in one thread that commits in groups; others only read: Debian
// 12's SQLite 3.40.1 can damage the log when two connections write or checkpoint. All methods may be called from any
// thread.

#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/database.h"
#include "base/result.h"
#include "workflows/stores/group_writer.h"

namespace toitsu::station {

class StationFile {
public:
    // The tables of one area. Each version is SQL that brings them up from the one before; a published one never
    // changes.
    struct Part {
        std::string name;
        std::vector<const char*> versions;
    };
    using Make = std::function<Result<void>(Database&)>;

    // W100 cannot be opened, W101 written by a newer version, W103 damaged, W104 reading or writing failed.
    static Result<std::unique_ptr<StationFile>> open(const std::string& path, const std::vector<Part>& parts);
    ~StationFile();
    StationFile(const StationFile&) = delete;
    StationFile& operator=(const StationFile&) = delete;

    // `make` runs in the writer's thread and transaction, perhaps a second time when the first was given up, so it may
    // change nothing but the database. A refusal of kind conflict must have written nothing; any other error undoes
    // what was written. Ready when it is durable.
    std::future<Result<void>> writeLater(Make make, std::size_t bytes = 1);
    Result<void> write(Make make, std::size_t bytes = 1) { return writeLater(std::move(make), bytes).get(); }

    // Afterwards nothing of what was deleted stands in the file or its log (workflows/stores/scrub.h). W104 while
    // others read.
    Result<void> scrub();

    // `ask` gets a connection that only reads, and sees everything that was durable before.
    template <class Ask>
    auto read(Ask ask) const -> decltype(ask(std::declval<Database&>())) {
        auto connection = borrow();
        if (!connection) return fail(std::move(connection.error()));
        auto answer = ask(**connection);
        giveBack(std::move(*connection));
        return answer;
    }

private:
    StationFile(std::unique_ptr<Database> writing, std::string path);
    Result<std::unique_ptr<Database>> borrow() const;
    void giveBack(std::unique_ptr<Database> connection) const;

    std::string path_;
    std::unique_ptr<Database> writing_;  // only the writer's thread touches it
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<Database>> idle_;
    workflows::GroupWriter writer_;  // the last member: its thread ends first
};

}  // namespace toitsu::station
