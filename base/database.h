#pragma once

// A thin RAII over one SQLite connection: prepared statements, transactions, errors as values.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/result.h"

namespace toitsu {

class Database;

// A prepared statement, reused. Parameters are bound in order; run() or the last row resets it.
class Statement {
public:
    Statement() = default;
    Statement(Statement&&) noexcept = default;
    Statement& operator=(Statement&&) noexcept = default;

    Statement& bind(std::int64_t value);
    Statement& bind(int value) { return bind(static_cast<std::int64_t>(value)); }
    Statement& bind(const std::string& value);
    Statement& bind(const std::optional<std::int64_t>& value);

    Result<bool> next();  // true: a row is there; false: no more
    Result<int> run();    // for statements without rows: how many rows were changed
    void reset();

    std::int64_t integer(int column) const;
    std::optional<std::int64_t> maybe(int column) const;
    std::string text(int column) const;

private:
    friend class Database;
    struct Finalizer {
        void operator()(void* statement) const;
    };
    std::unique_ptr<void, Finalizer> statement_;  // SQLite's
    const Database* database_ = nullptr;
    int bound_ = 0;
    bool failed_ = false;  // a bind did not succeed; told by the next step
};

class Database {
public:
    // To write (the file is created), or only to read: such a connection never checkpoints, not even when it is closed.
    enum class Use { write, read };
    static Result<std::unique_ptr<Database>> open(const std::string& path, Use use = Use::write);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    Result<Statement> prepare(std::string_view sql) const;
    Result<Statement*> cached(const std::string& sql);  // prepared once; valid as long as the connection
    Result<void> run(const std::string& sql);           // several statements, no rows
    // One prepared statement with its values: how many rows it changed, or each of its rows given to `read`.
    template <class... Values>
    Result<int> change(const std::string& sql, const Values&... values) {
        const auto statement = cached(sql);
        if (!statement) return fail(statement.error());
        ((*statement)->bind(values), ...);
        return (*statement)->run();
    }
    template <class Read, class... Values>
    Result<void> each(const std::string& sql, Read read, const Values&... values) {
        const auto statement = cached(sql);
        if (!statement) return fail(statement.error());
        ((*statement)->bind(values), ...);
        for (;;) {
            const auto more = (*statement)->next();
            if (!more) return fail(more.error());
            if (!*more) return {};
            read(static_cast<const Statement&>(**statement));
        }
    }
    Result<std::int64_t> number(std::string_view sql) const;
    Result<std::string> word(std::string_view sql) const;
    tl::unexpected<Error> error(int code) const;  // of SQLite: W103 damaged, W104 anything else
    tl::unexpected<Error> damaged() const;        // W103

private:
    Database(void* connection, std::string path) : connection_(connection), path_(std::move(path)) {}
    void* connection_;  // SQLite's
    std::string path_;
    std::unordered_map<std::string, Statement> statements_;
};

// BEGIN IMMEDIATE … COMMIT; rolls back when it goes out of scope uncommitted.
class Transaction {
public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Result<void> commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

}  // namespace toitsu
