#pragma once

// PostgresPool: the connections of one store. They are opened as they are needed, lent to one thread at a time, and a
// lost one is replaced.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "workflows/stores/postgres_link.h"

namespace toitsu::workflows {

class PostgresPool {
public:
    PostgresPool(std::string where, std::string municipality)
        : where_(std::move(where)), municipality_(std::move(municipality)) {}

    // A connection with its session begun. W120–W122.
    Result<std::unique_ptr<PostgresLink>> connect() const;

    // Runs statements that may be done twice: after a lost connection they are tried once more on a new one.
    Result<std::vector<PgRows>> ask(const std::vector<PgStatement>& statements);
    Result<PgRows> ask(const std::string& sql, const std::vector<PgText>& parameters = {});

private:
    Result<std::unique_ptr<PostgresLink>> take();
    void give(std::unique_ptr<PostgresLink> link);

    static constexpr int mostLinks = 4;  // a few that claim in batches, not one for each worker

    std::string where_;
    std::string municipality_;
    std::mutex mutex_;
    std::condition_variable given_;
    std::vector<std::unique_ptr<PostgresLink>> idle_;
    int lent_ = 0;
};

}  // namespace toitsu::workflows
