#include "base/database.h"

#include <sqlite3.h>

namespace toitsu {

namespace {

sqlite3_stmt* its(void* statement) {
    return static_cast<sqlite3_stmt*>(statement);
}

sqlite3* connectionOf(void* connection) {
    return static_cast<sqlite3*>(connection);
}

}  // namespace

void Statement::Finalizer::operator()(void* statement) const {
    sqlite3_finalize(its(statement));
}

Statement& Statement::bind(std::int64_t value) {
    failed_ |= sqlite3_bind_int64(its(statement_.get()), ++bound_, value) != SQLITE_OK;
    return *this;
}

Statement& Statement::bind(const std::string& value) {
    failed_ |= sqlite3_bind_text64(its(statement_.get()), ++bound_, value.data(), value.size(), SQLITE_TRANSIENT,
                                   SQLITE_UTF8) != SQLITE_OK;
    return *this;
}

Statement& Statement::bind(const std::optional<std::int64_t>& value) {
    if (value) return bind(*value);
    failed_ |= sqlite3_bind_null(its(statement_.get()), ++bound_) != SQLITE_OK;
    return *this;
}

Result<bool> Statement::next() {
    const int code = failed_ ? SQLITE_MISUSE : sqlite3_step(its(statement_.get()));
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) {
        reset();
        return false;
    }
    auto error = database_->error(code);
    reset();
    return error;
}

Result<int> Statement::run() {
    const auto row = next();
    if (!row) return fail(row.error());
    const int changed = sqlite3_changes(sqlite3_db_handle(its(statement_.get())));
    reset();
    return changed;
}

void Statement::reset() {
    sqlite3_reset(its(statement_.get()));
    bound_ = 0;
    failed_ = false;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(its(statement_.get()), column);
}

std::optional<std::int64_t> Statement::maybe(int column) const {
    if (sqlite3_column_type(its(statement_.get()), column) == SQLITE_NULL) return std::nullopt;
    return integer(column);
}

std::string Statement::text(int column) const {
    const void* bytes = sqlite3_column_blob(its(statement_.get()), column);
    const int size = sqlite3_column_bytes(its(statement_.get()), column);
    return bytes ? std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size)) : std::string();
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, Use use) {
    sqlite3* connection = nullptr;
    // Only one thread at a time uses a connection; who that is, its owner sees to.
    const int flags = use == Use::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    const int code = sqlite3_open_v2(path.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<Database> database(new Database(connection, path));
    if (code == SQLITE_OK) {
        sqlite3_extended_result_codes(connection, 1);
        if (use == Use::read) {
            sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
            sqlite3_wal_autocheckpoint(connection, 0);
        }
        return database;
    }
    const std::string why = sqlite3_errstr(code);
    return fail(ErrorKind::input, "W100",
                {"データベースを開けません(" + why + ")。フォルダーの有無と書き込み権限を確かめてください。",
                 "the database cannot be opened (" + why + "); check that the folder exists and is writable"},
                {path});
}

Database::~Database() {
    statements_.clear();
    sqlite3_close(connectionOf(connection_));
}

Result<Statement*> Database::cached(const std::string& sql) {
    if (const auto known = statements_.find(sql); known != statements_.end()) return &known->second;
    auto prepared = prepare(sql);
    if (!prepared) return fail(std::move(prepared.error()));
    return &statements_.emplace(sql, std::move(*prepared)).first->second;
}

Result<Statement> Database::prepare(std::string_view sql) const {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(connectionOf(connection_), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    if (code != SQLITE_OK) return error(code);
    Statement statement;
    statement.statement_.reset(raw);
    statement.database_ = this;
    return statement;
}

Result<void> Database::run(const std::string& sql) {
    const int code = sqlite3_exec(connectionOf(connection_), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error(code);
    return {};
}

Result<std::int64_t> Database::number(std::string_view sql) const {
    auto statement = prepare(sql);
    if (!statement) return fail(statement.error());
    const auto row = statement->next();
    if (!row) return fail(row.error());
    return *row ? statement->integer(0) : 0;
}

Result<std::string> Database::word(std::string_view sql) const {
    auto statement = prepare(sql);
    if (!statement) return fail(statement.error());
    const auto row = statement->next();
    if (!row) return fail(row.error());
    return *row ? statement->text(0) : std::string();
}

tl::unexpected<Error> Database::error(int code) const {
    const std::string why = std::string(sqlite3_errstr(code)) + ", SQLite " + std::to_string(code);
    if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB) {
        return fail(ErrorKind::input, "W103",
                    {"データベースが壊れているか、Toitsu のものではありません(" + why +
                         ")。使うのをやめ、バックアップから戻してください。",
                     "the database is damaged or is not ours (" + why + "); stop using it and restore a backup"},
                    {path_});
    }
    return fail(ErrorKind::unavailable, "W104",
                {"データベースの読み書きに失敗しました(" + why + ")。空き容量と権限を確かめてください。",
                 "reading or writing the database failed (" + why + "); check free space and permissions"},
                {path_});
}

tl::unexpected<Error> Database::damaged() const {
    return error(SQLITE_CORRUPT);
}

Result<Transaction> Transaction::begin(Database& database) {
    const auto begun = database.run("BEGIN IMMEDIATE");
    if (!begun) return fail(begun.error());
    return Transaction(database);
}

Transaction::~Transaction() {
    if (!database_) return;
    // When the rollback itself fails, SQLite has already rolled back or the file is rolled back from the log on
    // opening.
    const auto undone = database_->run("ROLLBACK");
    static_cast<void>(undone);
}

Result<void> Transaction::commit() {
    const auto done = database_->run("COMMIT");
    if (done) database_ = nullptr;
    return done;
}

}  // namespace toitsu
