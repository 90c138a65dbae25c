#pragma once

// The SQL of the SQLite store on one connection: what the writer does inside a transaction, and what readers ask.

#include <optional>
#include <string>
#include <vector>

#include "base/database.h"
#include "workflows/stores/ground.h"

namespace toitsu::workflows {

class SqliteTables : public Ground {
public:
    explicit SqliteTables(std::unique_ptr<Database> database) : database_(std::move(database)) {}
    Database& database() { return *database_; }

    // For the writer, inside its transaction.
    Result<void> make(const Change& change);
    Result<void> putDefinition(const StoredDefinition& definition);
    Result<void> putMessage(const StoredMessage& message);
    Result<void> dropMessage(const std::string& id);
    Result<int> purge(const std::string& municipality, const std::string& process, Instant endedBefore, int most);
    Result<int> purgeCases(const std::vector<std::string>& ids);
    Result<std::int64_t> sequenceOf(const std::string& caseId) override;
    Result<bool> keyIsTaken(const StoredCase& row) override;
    Result<bool> messageIsThere(const std::string& id) override;

    // For readers.
    Result<std::optional<StoredDefinition>> definition(const std::string& hash);
    Result<std::optional<StoredDefinition>> newestDefinition(const std::string& process);
    Result<std::optional<std::string>> newestHash(const std::string& process);
    Result<std::vector<std::pair<std::string, std::string>>> newestDefinitions();
    Result<std::optional<StoredCase>> findCase(const std::string& id);
    Result<std::vector<StoredCase>> cases(const CaseQuery& query);
    Result<std::int64_t> countCases(const CaseQuery& query);
    Result<std::vector<HistoryEntry>> history(const std::string& caseId, std::int64_t after, std::int64_t most);
    Result<std::optional<Work>> findWork(const std::string& id);
    Result<std::vector<Work>> openWork(const WorkQuery& query);
    Result<std::vector<Work>> due(Work::Kind kind, Instant now, int most);
    Result<std::optional<Instant>> nextDue(Work::Kind kind);
    Result<std::vector<StoredMessage>> messages(const std::string& municipality, const std::string& name,
                                                const std::optional<std::string>& key, Instant now, int most);

private:
    Result<std::optional<StoredDefinition>> withProcesses(Result<std::optional<StoredDefinition>> definition);
    Result<std::int64_t> writeCase(const Change& change);  // answers the case's number
    Result<void> writeEvents(const Change& change, std::int64_t number);
    Result<void> writeWork(const Change& change);
    Result<void> removePurging();  // what stands in the table `purging`

    std::unique_ptr<Database> database_;
};

}  // namespace toitsu::workflows
