#pragma once

// A PostgreSQL connection by libpq: parameters always apart from the SQL, a deadline on every statement, and errors
// that never repeat a value or a password.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace toitsu::backends {

using Parameter = std::optional<std::string>;  // nothing = NULL

struct Rows {
    std::vector<std::vector<Parameter>> rows;
    std::size_t affected = 0;
};

class PostgresConnection {
public:
    // B030 not reachable, B031 the connection string is not understood.
    static Result<PostgresConnection> open(const std::string& where);
    PostgresConnection(PostgresConnection&&) noexcept = default;
    PostgresConnection& operator=(PostgresConnection&&) noexcept = default;

    bool usable() const;

    // B032 refused for the moment and surely not done, B033 refused, B034 no such table or column or no permission,
    // B035 no UNIQUE for ON CONFLICT, B040 the connection was lost or silent after sending: nobody knows.
    Result<Rows> run(const std::string& sql, const std::vector<Parameter>& parameters, int deadlineMillis = 30'000);

private:
    struct Close {
        void operator()(void* connection) const;
    };
    explicit PostgresConnection(void* connection) : connection_(connection) {}
    std::unique_ptr<void, Close> connection_;  // PGconn
};

// "zeimu.idou" stays one name: every part is quoted by itself.
std::string quotedIdentifier(const std::string& name);

// Whether a connection string carries a password (which does not belong into a file), or nothing when it is not
// understood.
std::optional<bool> carriesPassword(const std::string& connectionString);

}  // namespace toitsu::backends
