#pragma once

// A store that passes everything on to another and tells what has been committed: every event once, whichever case it
// belongs to. What failed is not told.

#include <functional>
#include <memory>

#include "workflows/store.h"

namespace toitsu::workflows {

class WatchedStore : public Store {
public:
    using Watch = std::function<void(const std::vector<Change>&)>;  // called by the thread that commits
    WatchedStore(std::shared_ptr<Store> inner, Watch watch) : inner_(std::move(inner)), watch_(std::move(watch)) {}

    // The future is ready at once: a watched store waits for the one behind it.
    std::future<Result<void>> commitLater(std::vector<Change> changes) override;

    Result<void> putDefinition(const StoredDefinition& definition) override;
    Result<std::optional<StoredDefinition>> definition(const std::string& hash) const override;
    Result<std::optional<StoredDefinition>> newestDefinition(const std::string& process) const override;
    Result<std::optional<std::string>> newestHash(const std::string& process) const override;
    Result<std::vector<std::pair<std::string, std::string>>> newestDefinitions() const override;
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
    std::shared_ptr<Store> inner_;
    Watch watch_;
};

}  // namespace toitsu::workflows
