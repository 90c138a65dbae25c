#pragma once

// MemoryStore: the Store contract on maps, with an index for each way in which rows are looked for.

#include <map>
#include <mutex>
#include <set>
#include <tuple>
#include <unordered_map>

#include "workflows/stores/ground.h"

namespace toitsu::workflows {

class MemoryStore : public Store {
public:
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
    struct Kept {
        StoredCase row;
        std::vector<Event> events;  // event n has the sequence n + 1
    };
    using ByTime = std::set<std::pair<Instant, std::string>>;                             // then id
    using ByName = std::set<std::tuple<std::string, std::string, Instant, std::string>>;  // name, key, created, id

    class Here;  // Ground on these maps
    void make(Change& change);
    void index(const Work& work);
    void unindex(const Work& work);
    void close(const std::string& id);
    void remove(const std::set<std::string>& ids);  // cases
    void keep(const StoredMessage& message);
    bool drop(const std::string& id);

    static constexpr std::size_t kinds = static_cast<std::size_t>(Work::Kind::delivery) + 1;

    mutable std::mutex mutex_;
    std::vector<StoredDefinition> definitions_;  // in the order of deployment
    std::map<std::string, std::size_t> newest_;  // process → index
    std::unordered_map<std::string, Kept> cases_;
    ByTime byStart_;
    std::unordered_map<std::string, std::string> byKey_;  // keyOf() → case
    std::unordered_map<std::string, Work> work_;
    ByTime byDue_[kinds];
    ByTime byCreation_[kinds];
    ByName byName_[kinds];
    std::unordered_map<std::string, StoredMessage> messages_;
    ByTime byReceipt_;
    ByName messagesByName_;
};

}  // namespace toitsu::workflows
