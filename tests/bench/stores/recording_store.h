#pragma once

// RecordingStore: passes everything on and keeps a copy of what is committed, so that another store can be given the
// very same bytes without an engine.

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "workflows/store.h"

namespace toitsu::bench {

class RecordingStore : public workflows::Store {
public:
    explicit RecordingStore(std::shared_ptr<Store> inner) : inner_(std::move(inner)) {}
    std::vector<std::vector<workflows::Change>> recorded;

    std::future<Result<void>> commitLater(std::vector<workflows::Change> changes) override {
        const std::lock_guard lock(mutex_);
        recorded.push_back(changes);
        return inner_->commitLater(std::move(changes));
    }
    Result<void> putDefinition(const workflows::StoredDefinition& definition) override {
        return inner_->putDefinition(definition);
    }
    Result<std::optional<workflows::StoredDefinition>> definition(const std::string& hash) const override {
        return inner_->definition(hash);
    }
    Result<std::optional<workflows::StoredDefinition>> newestDefinition(const std::string& process) const override {
        return inner_->newestDefinition(process);
    }
    Result<std::vector<std::pair<std::string, std::string>>> newestDefinitions() const override {
        return inner_->newestDefinitions();
    }
    Result<std::optional<workflows::StoredCase>> findCase(const std::string& id) const override {
        return inner_->findCase(id);
    }
    Result<std::vector<workflows::StoredCase>> cases(const workflows::CaseQuery& query) const override {
        return inner_->cases(query);
    }
    Result<std::int64_t> countCases(const workflows::CaseQuery& query) const override {
        return inner_->countCases(query);
    }
    Result<std::vector<workflows::HistoryEntry>> history(const std::string& caseId, std::int64_t after,
                                                         std::int64_t most) const override {
        return inner_->history(caseId, after, most);
    }
    Result<std::optional<workflows::Work>> findWork(const std::string& id) const override {
        return inner_->findWork(id);
    }
    Result<std::vector<workflows::Work>> openWork(const workflows::WorkQuery& query) const override {
        return inner_->openWork(query);
    }
    Result<std::vector<workflows::Work>> takeDue(workflows::Work::Kind kind, workflows::Instant now,
                                                 int most) override {
        return inner_->takeDue(kind, now, most);
    }
    Result<std::optional<workflows::Instant>> nextDue(workflows::Work::Kind kind) const override {
        return inner_->nextDue(kind);
    }
    Result<std::vector<workflows::StoredMessage>> messages(const std::string& municipality, const std::string& name,
                                                           const std::optional<std::string>& key,
                                                           workflows::Instant now, int most) const override {
        return inner_->messages(municipality, name, key, now, most);
    }
    Result<void> putMessage(const workflows::StoredMessage& message) override { return inner_->putMessage(message); }
    Result<void> dropMessage(const std::string& id) override { return inner_->dropMessage(id); }
    Result<int> purge(const std::string& municipality, const std::string& process, workflows::Instant endedBefore,
                      int most) override {
        return inner_->purge(municipality, process, endedBefore, most);
    }

private:
    std::shared_ptr<Store> inner_;
    std::mutex mutex_;
};

}  // namespace toitsu::bench
