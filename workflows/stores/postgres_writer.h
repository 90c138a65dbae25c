#pragma once

// PostgresWriter: commits of one process in groups, on one connection of their own. Two round trips and one flush for a
// group: ask and lock, then write and commit. A deadlock or a key taken in between starts the group over; a connection
// lost while committing is resolved by asking the server what became of the transaction.

#include <future>
#include <memory>
#include <string>
#include <vector>

#include "workflows/store.h"
#include "workflows/stores/gatherer.h"
#include "workflows/stores/postgres_pool.h"

namespace toitsu::workflows {

class PostgresWriter {
public:
    PostgresWriter(const PostgresPool& pool, std::int64_t patienceMillis);
    // W105 as the contract says; W120 nothing was done; W123 nobody knows whether it was; W122, W124 refused.
    std::future<Result<void>> later(std::vector<Change> changes);

private:
    struct Request {
        std::vector<Change> changes;
        std::promise<Result<void>> answer;
    };
    enum class Fate { committed, notCommitted, unknown };

    void handle(std::vector<Request>& group);
    Result<std::vector<Result<void>>> together(std::vector<Request*>& group);
    Result<std::vector<Result<void>>> attempt(const std::vector<Request*>& group);
    Result<void> connected();
    Fate fateOf(const std::string& transaction);
    void giveUp();

    const PostgresPool& pool_;
    std::int64_t patienceMillis_;
    std::unique_ptr<PostgresLink> link_;  // only the gatherer's thread touches it
    Gatherer<Request> gatherer_;          // the last member: its thread ends first
};

}  // namespace toitsu::workflows
