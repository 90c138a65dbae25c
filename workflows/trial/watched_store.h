#pragma once

// A store in memory that tells what is committed: the simulation sees every event once, whichever case it belongs to.

#include <functional>

#include "workflows/stores/memory.h"

namespace toitsu::workflows::trial {

class WatchedStore : public MemoryStore {
public:
    using Watch = std::function<void(const std::string& caseId, const Event& event)>;
    explicit WatchedStore(Watch watch) : watch_(std::move(watch)) {}

    std::future<Result<void>> commitLater(std::vector<Change> changes) override {
        std::vector<std::pair<std::string, Event>> events;
        for (const Change& change : changes)
            for (const Event& event : change.events) events.emplace_back(change.after.id, event);
        auto done = MemoryStore::commitLater(std::move(changes));
        for (const auto& [id, event] : events) watch_(id, event);
        return done;
    }

private:
    Watch watch_;
};

}  // namespace toitsu::workflows::trial
