#pragma once

// A store that tells what work has been opened and closed once it is durable: how a desk knows, without asking, what
// waits for people – whoever caused it, an intake, a robot or a timer.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "workflows/watched_store.h"

namespace toitsu::station {

struct WorkChange {
    std::vector<workflows::Work> opened;  // new, or changed
    std::vector<std::string> closed;
    std::vector<std::string> started;  // cases
    std::vector<std::string> ended;    // municipalities of cases that ended, one each
};

class StationStore : public workflows::WatchedStore {
public:
    using Tell = std::function<void(const WorkChange&)>;

    explicit StationStore(std::shared_ptr<workflows::Store> store)
        : workflows::WatchedStore(store, [](const std::vector<workflows::Change>&) {}), store_(std::move(store)) {}

    // Called in the thread that waited for the change; it must be quick and not come back. Empty: nobody is told.
    void tell(Tell tell);

    // Unlike the store it is made of, it does not wait: changes of several threads keep sharing an fsync.
    std::future<Result<void>> commitLater(std::vector<workflows::Change> changes) override;

private:
    struct Listener {
        std::mutex mutex;
        Tell tell;
    };
    std::shared_ptr<workflows::Store> store_;
    std::shared_ptr<Listener> listener_ = std::make_shared<Listener>();
};

}  // namespace toitsu::station
