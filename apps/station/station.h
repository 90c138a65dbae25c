#pragma once

// Station: the engine of one data folder, held by one process at a time. SQLite allows one writer, so a command that
// opens the station waits for the lock, works briefly and lets go; a reader of pages or a robot at a backend does not
// hold it. A server holds it for its life.

#include <functional>
#include <memory>

#include "apps/station/data_folder.h"
#include "apps/station/library_folder.h"
#include "apps/station/station_store.h"
#include "workflows/engine.h"

namespace toitsu::station {

workflows::Instant now();

class Station {
public:
    // Waits up to ten seconds for another process. C012 when it still works there; C013 the lock file cannot be used;
    // otherwise what the store says.
    static Result<Station> open(const DataFolder& data, std::shared_ptr<const Decisions> decisions);
    Station(Station&&) noexcept;
    Station& operator=(Station&&) noexcept;
    ~Station();

    workflows::Engine& engine() { return *engine_; }
    StationStore& store() { return *store_; }

private:
    Station();
    class Lock;
    std::unique_ptr<Lock> lock_;  // declared first: released after the engine is closed
    std::shared_ptr<StationStore> store_;
    std::unique_ptr<workflows::Engine> engine_;
};

// How those who need the engine come by it, each time they need it.
using OpenStation = std::function<Result<std::shared_ptr<Station>>()>;
OpenStation openEachTime(const DataFolder& data, std::shared_ptr<const Decisions> decisions);
OpenStation heldOpen(std::shared_ptr<Station> station);

}  // namespace toitsu::station
