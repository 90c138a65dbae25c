#include "workflows/watched_store.h"

namespace toitsu::workflows {

std::future<Result<void>> WatchedStore::commitLater(std::vector<Change> changes) {
    Result<void> done = inner_->commit(changes);
    if (done) watch_(changes);
    std::promise<Result<void>> answer;
    answer.set_value(std::move(done));
    return answer.get_future();
}

Result<void> WatchedStore::putDefinition(const StoredDefinition& definition) {
    return inner_->putDefinition(definition);
}

Result<std::optional<StoredDefinition>> WatchedStore::definition(const std::string& hash) const {
    return inner_->definition(hash);
}

Result<std::optional<StoredDefinition>> WatchedStore::newestDefinition(const std::string& process) const {
    return inner_->newestDefinition(process);
}

Result<std::optional<std::string>> WatchedStore::newestHash(const std::string& process) const {
    return inner_->newestHash(process);
}

Result<std::vector<std::pair<std::string, std::string>>> WatchedStore::newestDefinitions() const {
    return inner_->newestDefinitions();
}

Result<std::optional<StoredCase>> WatchedStore::findCase(const std::string& id) const {
    return inner_->findCase(id);
}

Result<std::vector<StoredCase>> WatchedStore::cases(const CaseQuery& query) const {
    return inner_->cases(query);
}

Result<std::int64_t> WatchedStore::countCases(const CaseQuery& query) const {
    return inner_->countCases(query);
}

Result<std::vector<HistoryEntry>> WatchedStore::history(const std::string& caseId, std::int64_t after,
                                                        std::int64_t most) const {
    return inner_->history(caseId, after, most);
}

Result<std::optional<Work>> WatchedStore::findWork(const std::string& id) const {
    return inner_->findWork(id);
}

Result<std::vector<Work>> WatchedStore::openWork(const WorkQuery& query) const {
    return inner_->openWork(query);
}

Result<std::vector<Work>> WatchedStore::takeDue(Work::Kind kind, Instant now, int most) {
    return inner_->takeDue(kind, now, most);
}

Result<std::optional<Instant>> WatchedStore::nextDue(Work::Kind kind) const {
    return inner_->nextDue(kind);
}

Result<std::vector<StoredMessage>> WatchedStore::messages(const std::string& municipality, const std::string& name,
                                                          const std::optional<std::string>& key, Instant now,
                                                          int most) const {
    return inner_->messages(municipality, name, key, now, most);
}

Result<void> WatchedStore::putMessage(const StoredMessage& message) {
    return inner_->putMessage(message);
}

Result<void> WatchedStore::dropMessage(const std::string& id) {
    return inner_->dropMessage(id);
}

Result<int> WatchedStore::purge(const std::string& municipality, const std::string& process, Instant endedBefore,
                                int most) {
    return inner_->purge(municipality, process, endedBefore, most);
}

Result<int> WatchedStore::purgeCases(const std::vector<std::string>& ids) {
    return inner_->purgeCases(ids);
}

Result<void> WatchedStore::scrub() {
    return inner_->scrub();
}

}  // namespace toitsu::workflows
