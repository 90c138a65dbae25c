#pragma once

// PostgresLink: one connection to PostgreSQL by libpq. Parameters always apart from the SQL, statements prepared once,
// several of them in one round trip, a deadline on every answer, and errors that repeat no value.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace toitsu::workflows {

using PgText = std::optional<std::string>;  // nothing = NULL

struct PgRows {
    std::vector<std::vector<PgText>> rows;
    std::size_t affected = 0;

    const std::string& text(std::size_t row, std::size_t column) const { return *rows[row][column]; }
    std::int64_t integer(std::size_t row, std::size_t column) const;
    std::optional<std::int64_t> maybe(std::size_t row, std::size_t column) const;
};

struct PgStatement {
    std::string sql;
    std::vector<PgText> parameters = {};
};

class PostgresLink {
public:
    // W120 not reachable, W121 the connection string is not understood or carries a password.
    static Result<std::unique_ptr<PostgresLink>> open(const std::string& where);
    ~PostgresLink();
    PostgresLink(const PostgresLink&) = delete;
    PostgresLink& operator=(const PostgresLink&) = delete;

    // W120 the connection was lost: nobody knows whether the last statement was done. W122 no permission, W124 refused,
    // W125 refused for this time (deadlock, serialisation, a key that somebody else has just taken): surely not done,
    // try again.
    Result<PgRows> run(const std::string& sql, const std::vector<PgText>& parameters = {});
    // In one round trip, one after another; after the first that fails none is done. Wants BEGIN and COMMIT among them.
    Result<std::vector<PgRows>> runAll(const std::vector<PgStatement>& statements);

    Result<void> script(const std::string& sql);  // several statements without parameters

    bool lost() const;

private:
    explicit PostgresLink(void* connection) : connection_(connection) {}
    Result<std::string> prepared(const std::string& sql);
    tl::unexpected<Error> broken();

    void* connection_;  // PGconn
    bool broken_ = false;
    std::int64_t named_ = 0;
    std::unordered_map<std::string, std::string> names_;  // SQL → name of the prepared statement
};

// A text[] or bigint[] parameter.
class PgArray {
public:
    PgArray& add(const std::string& text);
    PgArray& add(std::int64_t number);
    PgArray& add(const std::optional<std::int64_t>& number);
    bool empty() const { return items_.empty(); }
    std::string text() const { return "{" + items_ + "}"; }

private:
    void next();
    std::string items_;
};

// PostgreSQL's text cannot hold U+0000, ours may: it and U+0001 become two characters each that begin with U+0001.
std::string toPg(const std::string& text);
std::string fromPg(const std::string& text);

}  // namespace toitsu::workflows
