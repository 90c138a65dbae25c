// libpq with its sockets polled by us, so that a server that falls silent cannot hold a thread for ever. Several
// statements travel in pipeline mode: the round trips, not the work, are what a commit over a network costs.

#include "workflows/stores/postgres_link.h"

#include <libpq-fe.h>
#include <poll.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

namespace toitsu::workflows {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int deadlineSeconds = 90;  // the server itself gives up after statement_timeout (postgres_session.cpp)

PGconn* raw(void* connection) {
    return static_cast<PGconn*>(connection);
}

struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

tl::unexpected<Error> unreachable() {
    return fail(ErrorKind::unavailable, "W120",
                {"PostgreSQL につながりません。アドレス、稼働時間、権限を確かめてください。自動でつなぎ直します。",
                 "PostgreSQL cannot be reached; check address, hours and permissions. It is tried again by itself"});
}

std::string field(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text ? text : "";
}

// The server's own message may repeat values, so only the SQLSTATE and the names of what was hit are passed on.
tl::unexpected<Error> refusal(const PGresult* result) {
    const std::string state = field(result, PG_DIAG_SQLSTATE);
    const std::string severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (state.empty() || severity == "FATAL" || severity == "PANIC" || state.starts_with("57P")) return unreachable();
    std::string hit = "SQLSTATE " + state;
    for (const int code : {PG_DIAG_TABLE_NAME, PG_DIAG_CONSTRAINT_NAME})
        if (const std::string name = field(result, code); !name.empty()) hit += ", " + name;
    if (state.starts_with("40") || state == "55P03" || state == "23505")
        return fail(ErrorKind::unavailable, "W125",
                    {"データベースで他の処理とぶつかりました(" + hit + ")。何も変わっていません。自動でやり直します。",
                     "another transaction was in the way (" + hit + "); nothing was changed, it is tried again"});
    if (state == "42501" || state == "42704" || state == "28000")
        return fail(ErrorKind::refused, "W122",
                    {"データベースの権限がありません(" + hit +
                         ")。GRANT toitsu_engine(1団体だけなら toitsu_municipality)を接続ユーザーに与えてください。",
                     "the database refuses for lack of rights (" + hit +
                         "); grant toitsu_engine (toitsu_municipality for one municipality) to the user"});
    const bool full = state.starts_with("53") || state.starts_with("58");
    return fail(ErrorKind::unavailable, "W124",
                {"データベースが受け付けません(" + hit + ")。" +
                     (full ? "空き容量とサーバーの記録を確かめてください。" : "サーバーの記録を確かめてください。"),
                 "the database refuses (" + hit + "); check " + (full ? "free space and " : "") + "the server's log"});
}

// Waits until libpq has a whole answer. False when the deadline passes or the connection breaks.
bool ready(PGconn* connection, Clock::time_point deadline) {
    for (;;) {
        const int unsent = PQflush(connection);
        if (unsent < 0) return false;
        if (unsent == 0 && PQisBusy(connection) == 0) return true;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return false;
        pollfd socket{PQsocket(connection), static_cast<short>(POLLIN | (unsent > 0 ? POLLOUT : 0)), 0};
        if (::poll(&socket, 1, static_cast<int>(left)) < 0 && errno != EINTR) return false;
        if (socket.revents != 0 && PQconsumeInput(connection) == 0) return false;
    }
}

PgRows collect(const PGresult* result) {
    PgRows out;
    out.affected = std::strtoull(PQcmdTuples(const_cast<PGresult*>(result)), nullptr, 10);
    const int rows = PQntuples(result);
    const int columns = PQnfields(result);
    out.rows.reserve(static_cast<std::size_t>(rows));
    for (int r = 0; r < rows; ++r) {
        auto& row = out.rows.emplace_back();
        row.reserve(static_cast<std::size_t>(columns));
        for (int c = 0; c < columns; ++c) {
            if (PQgetisnull(result, r, c) != 0)
                row.emplace_back();
            else
                row.emplace_back(
                    fromPg(std::string(PQgetvalue(result, r, c), static_cast<std::size_t>(PQgetlength(result, r, c)))));
        }
    }
    return out;
}

bool good(const PGresult* result) {
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

bool carriesPassword(const PQconninfoOption* options) {
    for (; options->keyword; ++options)
        if (std::strcmp(options->keyword, "password") == 0 && options->val && *options->val) return true;
    return false;
}

bool understood(const std::string& where) {
    char* message = nullptr;
    PQconninfoOption* options = PQconninfoParse(where.c_str(), &message);
    PQfreemem(message);
    const bool fine = options && !carriesPassword(options);
    PQconninfoFree(options);
    return fine;
}

}  // namespace

Result<std::unique_ptr<PostgresLink>> PostgresLink::open(const std::string& where) {
    if (!understood(where))
        return fail(
            ErrorKind::usage, "W121",
            {"接続文字列が正しくないか、パスワードを含んでいます。host=… dbname=… user=… か postgresql://… と書き、"
             "パスワードは .pgpass に置いてください。",
             "the connection string is not understood or carries a password; write host=… dbname=… user=… or "
             "postgresql://…, and keep the password in .pgpass"});
    // What stands before dbname is overridden by it, what stands behind it is ours to decide.
    const std::array<const char*, 8> names{
        "connect_timeout", "tcp_user_timeout", "keepalives_idle", "fallback_application_name",
        "dbname",          "client_encoding",  "options",         nullptr};
    const std::array<const char*, 8> values{
        "10", "30000", "10", "toitsu", where.c_str(), "UTF8", "-c client_min_messages=error", nullptr};
    PGconn* connection = PQconnectdbParams(names.data(), values.data(), 1);
    std::unique_ptr<PostgresLink> link(new PostgresLink(connection));
    if (PQstatus(connection) != CONNECTION_OK) return unreachable();
    if (PQsetnonblocking(connection, 1) != 0) return unreachable();
    return link;
}

PostgresLink::~PostgresLink() {
    PQfinish(raw(connection_));
}

bool PostgresLink::lost() const {
    return broken_ || PQstatus(raw(connection_)) != CONNECTION_OK;
}

// Nobody knows any more what the server will answer next: this connection is not used again.
tl::unexpected<Error> PostgresLink::broken() {
    broken_ = true;
    return unreachable();
}

Result<std::string> PostgresLink::prepared(const std::string& sql) {
    if (const auto known = names_.find(sql); known != names_.end()) return known->second;
    PGconn* connection = raw(connection_);
    // LIMITs stand in the text, so the texts could be endless.
    constexpr std::size_t mostStatements = 300;
    if (names_.size() >= mostStatements) {
        names_.clear();
        if (auto forgotten = script("DEALLOCATE ALL"); !forgotten) return fail(std::move(forgotten.error()));
    }
    const std::string name = "s" + std::to_string(++named_);
    if (PQsendPrepare(connection, name.c_str(), sql.c_str(), 0, nullptr) == 0) return broken();
    const auto deadline = Clock::now() + std::chrono::seconds(deadlineSeconds);
    std::optional<Error> error;
    for (;;) {
        if (!ready(connection, deadline)) return broken();
        const Answer answer(PQgetResult(connection));
        if (!answer) break;
        if (!good(answer.get())) error = refusal(answer.get()).value();
    }
    if (error && error->code == "W120") return broken();
    if (error) return fail(std::move(*error));
    names_.emplace(sql, name);
    return name;
}

Result<void> PostgresLink::script(const std::string& sql) {
    PGconn* connection = raw(connection_);
    if (PQsendQuery(connection, sql.c_str()) == 0) return broken();
    const auto deadline = Clock::now() + std::chrono::seconds(deadlineSeconds);
    std::optional<Error> error;
    for (;;) {
        if (!ready(connection, deadline)) return broken();
        const Answer answer(PQgetResult(connection));
        if (!answer) break;
        if (!good(answer.get())) error = refusal(answer.get()).value();
    }
    if (error && error->code == "W120") return broken();
    if (error) return fail(std::move(*error));
    return {};
}

Result<PgRows> PostgresLink::run(const std::string& sql, const std::vector<PgText>& parameters) {
    auto rows = runAll({{sql, parameters}});
    if (!rows) return fail(std::move(rows.error()));
    return std::move(rows->front());
}

Result<std::vector<PgRows>> PostgresLink::runAll(const std::vector<PgStatement>& statements) {
    PGconn* connection = raw(connection_);
    std::vector<std::string> names;
    for (const PgStatement& statement : statements) {
        auto name = prepared(statement.sql);
        if (!name) return fail(std::move(name.error()));
        names.push_back(std::move(*name));
    }
    const auto deadline = Clock::now() + std::chrono::seconds(deadlineSeconds);
    if (PQenterPipelineMode(connection) == 0) return broken();
    for (std::size_t n = 0; n < statements.size(); ++n) {
        std::vector<const char*> values;
        for (const PgText& parameter : statements[n].parameters)
            values.push_back(parameter ? parameter->c_str() : nullptr);
        if (PQsendQueryPrepared(connection, names[n].c_str(), static_cast<int>(values.size()), values.data(), nullptr,
                                nullptr, 0) == 0)
            return broken();
        // The answers of earlier ones are taken while later ones are sent, or both sides would wait with full buffers.
        if (PQflush(connection) < 0 || PQconsumeInput(connection) == 0) return broken();
    }
    if (PQpipelineSync(connection) == 0) return broken();
    std::vector<PgRows> all;
    std::optional<Error> error;
    for (bool synced = false; !synced;) {
        if (!ready(connection, deadline)) return broken();
        const Answer answer(PQgetResult(connection));
        if (!answer) continue;  // the end of one statement's answers
        switch (PQresultStatus(answer.get())) {
            case PGRES_PIPELINE_SYNC:
                synced = true;
                break;
            case PGRES_PIPELINE_ABORTED:
                break;
            default:
                if (good(answer.get()))
                    all.push_back(collect(answer.get()));
                else if (!error)
                    error = refusal(answer.get()).value();
        }
    }
    if (PQexitPipelineMode(connection) == 0) return broken();
    if (error && error->code == "W120") return broken();
    if (error) return fail(std::move(*error));
    return all;
}

}  // namespace toitsu::workflows
