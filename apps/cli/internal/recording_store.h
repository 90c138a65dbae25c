#pragma once

// A store that also remembers which events have been committed since it was last asked.

#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "apps/cli/internal/shell_values.h"
#include "workflows/store.h"

namespace toitsu::cli {

class RecordingStore : public workflows::Store {
public:
    explicit RecordingStore(std::shared_ptr<workflows::Store> store) : store_(std::move(store)) {}

    List taken() {
        const std::lock_guard lock(mutex_);
        return std::exchange(events_, {});
    }

    std::future<Result<void>> commitLater(std::vector<workflows::Change> changes) override {
        List events;
        for (const workflows::Change& change : changes) {
            std::int64_t sequence = change.expected;
            for (const workflows::Event& event : change.events) {
                events.push_back(Context{{"case", change.after.id},
                                         {"sequence", ++sequence},
                                         {"at", shell::when(event.at)},
                                         {"kind", std::string(workflows::name(event.kind))},
                                         {"element", event.element},
                                         {"actor", event.actor},
                                         {"detail", event.detail}});
            }
        }
        Result<void> done = store_->commit(std::move(changes));
        if (done) {
            const std::lock_guard lock(mutex_);
            events_.insert(events_.end(), events.begin(), events.end());
        }
        std::promise<Result<void>> answer;
        answer.set_value(std::move(done));
        return answer.get_future();
    }

    Result<void> putDefinition(const workflows::StoredDefinition& definition) override {
        return store_->putDefinition(definition);
    }
    Result<std::optional<workflows::StoredDefinition>> definition(const std::string& hash) const override {
        return store_->definition(hash);
    }
    Result<std::optional<workflows::StoredDefinition>> newestDefinition(const std::string& process) const override {
        return store_->newestDefinition(process);
    }
    Result<std::vector<std::pair<std::string, std::string>>> newestDefinitions() const override {
        return store_->newestDefinitions();
    }
    Result<std::optional<workflows::StoredCase>> findCase(const std::string& id) const override {
        return store_->findCase(id);
    }
    Result<std::vector<workflows::StoredCase>> cases(const workflows::CaseQuery& query) const override {
        return store_->cases(query);
    }
    Result<std::int64_t> countCases(const workflows::CaseQuery& query) const override {
        return store_->countCases(query);
    }
    Result<std::vector<workflows::HistoryEntry>> history(const std::string& id, std::int64_t after,
                                                         std::int64_t most) const override {
        return store_->history(id, after, most);
    }
    Result<std::optional<workflows::Work>> findWork(const std::string& id) const override {
        return store_->findWork(id);
    }
    Result<std::vector<workflows::Work>> openWork(const workflows::WorkQuery& query) const override {
        return store_->openWork(query);
    }
    Result<std::vector<workflows::Work>> takeDue(workflows::Work::Kind kind, workflows::Instant now,
                                                 int most) override {
        return store_->takeDue(kind, now, most);
    }
    Result<std::optional<workflows::Instant>> nextDue(workflows::Work::Kind kind) const override {
        return store_->nextDue(kind);
    }
    Result<std::vector<workflows::StoredMessage>> messages(const std::string& municipality, const std::string& name,
                                                           const std::optional<std::string>& key,
                                                           workflows::Instant now, int most) const override {
        return store_->messages(municipality, name, key, now, most);
    }
    Result<void> putMessage(const workflows::StoredMessage& message) override { return store_->putMessage(message); }
    Result<void> dropMessage(const std::string& id) override { return store_->dropMessage(id); }
    Result<int> purge(const std::string& municipality, const std::string& process, workflows::Instant before,
                      int most) override {
        return store_->purge(municipality, process, before, most);
    }

private:
    std::shared_ptr<workflows::Store> store_;
    std::mutex mutex_;
    List events_;
};

}  // namespace toitsu::cli
