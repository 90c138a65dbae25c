#include "apps/station/station_store.h"

namespace toitsu::station {

using workflows::Change;
using workflows::Work;

namespace {

WorkChange changeOf(const std::vector<Change>& changes) {
    WorkChange out;
    for (const Change& change : changes) {
        if (change.expected == 0) out.started.push_back(change.after.id);
        for (const workflows::Event& event : change.events)
            if (event.kind == workflows::Kind::caseCompleted) out.ended.push_back(change.after.municipality);
        for (const Work& work : change.opened)
            if (work.kind == Work::Kind::task) out.opened.push_back(work);
        out.closed.insert(out.closed.end(), change.closed.begin(), change.closed.end());
    }
    return out;
}

}  // namespace

void StationStore::tell(Tell tell) {
    const std::lock_guard lock(listener_->mutex);
    listener_->tell = std::move(tell);
}

std::future<Result<void>> StationStore::commitLater(std::vector<Change> changes) {
    WorkChange change = changeOf(changes);
    auto durable = store_->commitLater(std::move(changes));
    // Deferred: it runs in the thread that asks whether the change is durable, and everybody does.
    return std::async(
        std::launch::deferred,
        [listener = listener_, change = std::move(change), durable = std::move(durable)]() mutable -> Result<void> {
            auto done = durable.get();
            if (!done) return done;
            const std::lock_guard lock(listener->mutex);
            if (listener->tell) listener->tell(change);
            return done;
        });
}

}  // namespace toitsu::station
