#pragma once

// A throw-away PostgreSQL server on a Unix socket in a temporary folder, for as long as the object lives.

#include <memory>
#include <string>

#include "base/files.h"
#include "base/result.h"

namespace toitsu::systems {

class ThrowAwayPostgres {
public:
    static bool installed();
    static Result<std::unique_ptr<ThrowAwayPostgres>> start();  // T020 when it does not start
    ~ThrowAwayPostgres();
    ThrowAwayPostgres(const ThrowAwayPostgres&) = delete;
    ThrowAwayPostgres& operator=(const ThrowAwayPostgres&) = delete;

    const std::string& connection() const { return connection_; }  // libpq connection string
    const std::string& folder() const { return folder_.path(); }
    bool stop();   // what a machine that goes down looks like; false when the script reports a failure
    bool again();  // and when it has come up again

private:
    explicit ThrowAwayPostgres(files::TemporaryFolder folder) : folder_(std::move(folder)) {}
    files::TemporaryFolder folder_;
    std::string connection_;
};

}  // namespace toitsu::systems
