#pragma once

// SqliteStore: the Store contract on one SQLite file. One connection writes and checkpoints, in one thread
// (GroupWriter); others only read. Debian 12's SQLite 3.40.1 can damage the log when two connections write or
// checkpoint, so there is never a second that does.

#include <condition_variable>
#include <memory>
#include <mutex>

#include "workflows/stores/file_lock.h"
#include "workflows/stores/group_writer.h"
#include "workflows/stores/sqlite_tables.h"

namespace toitsu::workflows {

// Connections that read, opened as they are needed and lent to one thread at a time.
class SqliteReaders {
public:
    explicit SqliteReaders(std::string path) : path_(std::move(path)) {}
    template <class Ask>
    auto ask(Ask ask) -> decltype(ask(std::declval<SqliteTables&>())) {
        auto tables = take();
        if (!tables) return fail(std::move(tables.error()));
        auto answer = ask(**tables);
        give(std::move(*tables));
        return answer;
    }

private:
    Result<std::unique_ptr<SqliteTables>> take();
    void give(std::unique_ptr<SqliteTables> tables);

    std::string path_;
    std::mutex mutex_;
    std::condition_variable given_;
    std::vector<std::unique_ptr<SqliteTables>> idle_;
    int opened_ = 0;
};

class SqliteStore : public Store {
public:
    static Result<std::shared_ptr<Store>> open(const std::string& path);
    ~SqliteStore() override;

    Result<void> putDefinition(const StoredDefinition& definition) override;
    Result<std::optional<StoredDefinition>> definition(const std::string& hash) const override;
    Result<std::optional<StoredDefinition>> newestDefinition(const std::string& process) const override;
    Result<std::optional<std::string>> newestHash(const std::string& process) const override;
    Result<std::vector<std::pair<std::string, std::string>>> newestDefinitions() const override;
    std::future<Result<void>> commitLater(std::vector<Change> changes) override;
    Result<std::optional<StoredCase>> findCase(const std::string& id) const override;
    Result<std::vector<StoredCase>> cases(const CaseQuery& query) const override;
    Result<std::int64_t> countCases(const CaseQuery& query) const override;
    Result<std::vector<HistoryEntry>> history(const std::string& caseId, std::int64_t after,
                                              std::int64_t most) const override;
    Result<std::optional<Work>> findWork(const std::string& id) const override;
    Result<std::vector<Work>> openWork(const WorkQuery& query) const override;
    Result<std::vector<Work>> takeDue(Work::Kind kind, Instant now, int most) override;
    Result<std::optional<Instant>> nextDue(Work::Kind kind) const override;
    Result<std::vector<StoredMessage>> messages(const std::string& municipality, const std::string& name,
                                                const std::optional<std::string>& key, Instant now,
                                                int most) const override;
    Result<void> putMessage(const StoredMessage& message) override;
    Result<void> dropMessage(const std::string& id) override;
    Result<int> purge(const std::string& municipality, const std::string& process, Instant endedBefore,
                      int most) override;
    Result<int> purgeCases(const std::vector<std::string>& ids) override;
    Result<void> scrub() override;

private:
    SqliteStore(std::unique_ptr<FileLock> lock, std::unique_ptr<SqliteTables> tables, const std::string& path);

    // Destroyed in reverse: first the writer's thread, then readers, then the connection that checkpoints, then the
    // lock.
    std::unique_ptr<FileLock> lock_;
    std::unique_ptr<SqliteTables> tables_;  // only the writer's thread touches it
    mutable SqliteReaders readers_;
    GroupWriter writer_;
};

}  // namespace toitsu::workflows
