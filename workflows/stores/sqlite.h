#pragma once

// SqliteStore: the Store contract on one SQLite file. One connection, which reads, writes and checkpoints; a mutex in
// front of it. Debian 12's SQLite 3.40.1 can damage the log when two connections write or checkpoint, so there is never
// a second.

#include <memory>
#include <mutex>

#include "workflows/store.h"
#include "workflows/stores/database.h"
#include "workflows/stores/file_lock.h"

namespace toitsu::workflows {

class SqliteStore : public Store {
public:
    static Result<std::shared_ptr<Store>> open(const std::string& path);
    ~SqliteStore() override;

    Result<void> putDefinition(const StoredDefinition& definition) override;
    Result<std::optional<StoredDefinition>> definition(const std::string& hash) const override;
    Result<std::optional<StoredDefinition>> newestDefinition(const std::string& process) const override;
    Result<void> commit(const std::vector<Change>& changes) override;
    Result<std::optional<StoredCase>> findCase(const std::string& id) const override;
    Result<std::vector<StoredCase>> cases() const override;
    Result<std::vector<HistoryEntry>> history(const std::string& caseId) const override;
    Result<std::optional<Work>> findWork(const std::string& id) const override;
    Result<std::vector<Work>> openWork(Work::Kind kind, const std::string& municipality) const override;
    Result<std::vector<Work>> dueWork(Work::Kind kind, Instant now, int most) const override;
    Result<std::optional<Instant>> nextDue(Work::Kind kind) const override;

private:
    struct Statements;
    SqliteStore(std::unique_ptr<FileLock> lock, std::unique_ptr<Database> database,
                std::unique_ptr<Statements> statements);
    Result<void> write(const Change& change);

    // Destroyed in reverse: statements before the connection, the connection before the lock.
    std::unique_ptr<FileLock> lock_;
    std::unique_ptr<Database> database_;
    std::unique_ptr<Statements> statements_;
    mutable std::mutex mutex_;
};

}  // namespace toitsu::workflows
