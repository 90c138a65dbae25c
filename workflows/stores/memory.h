#pragma once

// MemoryStore: the Store contract on plain maps.

#include <map>
#include <mutex>

#include "workflows/store.h"

namespace toitsu::workflows {

class MemoryStore : public Store {
public:
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
    struct Tables {
        std::map<std::string, StoredCase> cases;
        std::map<std::string, std::string> keys;  // municipality, process and business key → case
        std::map<std::string, std::vector<HistoryEntry>> history;
        std::map<std::string, Work> work;
    };
    static bool change(Tables& tables, const Change& change);

    mutable std::mutex mutex_;
    std::vector<StoredDefinition> definitions_;  // in the order of deployment
    Tables tables_;
};

}  // namespace toitsu::workflows
