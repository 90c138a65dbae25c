#include "backends/postgres_connection.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <string_view>

#include <libpq-fe.h>
#include <poll.h>

#include "backends/backend.h"

namespace toitsu::backends {

namespace {

using Clock = std::chrono::steady_clock;

struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

std::string withoutPassword(std::string message, const char* password) {
    const std::string_view secret = password == nullptr ? "" : password;
    if (!secret.empty())
        for (std::size_t at = message.find(secret); at != std::string::npos; at = message.find(secret, at + 3))
            message.replace(at, secret.size(), "***");
    while (!message.empty() && (message.back() == '\n' || message.back() == ' ')) message.pop_back();
    for (char& c : message)
        if (c == '\n' || c == '\t') c = ' ';
    return message;
}

tl::unexpected<Error> unreachable(const PGconn* connection) {
    const std::string reason = withoutPassword(PQerrorMessage(connection), PQpass(connection));
    return fail(
        ErrorKind::unavailable, "B030",
        {"業務システムのデータベースに接続できません（" + reason + "）。接続先、稼働時間、権限を確認してください。",
         "cannot connect to the business system's database (" + reason +
             "); check the address, its hours and the "
             "permissions"});
}

tl::unexpected<Error> unknown() {
    return fail(
        ErrorKind::unavailable, std::string(unknownOutcome),
        {"送信した後でデータベースの応答が途絶えました。登録されたかどうか分かりません。再登録せず、後でもう一度照会し"
         "てください。",
         "the database fell silent after the statement was sent; nobody knows whether it is done. Look again later, do "
         "not enter it again"});
}

std::string diagnostic(const PGresult* result, int field) {
    const char* text = PQresultErrorField(result, field);
    return text == nullptr ? "" : text;
}

// The server's own message may repeat values ("invalid input syntax for type date: …"), so only the SQLSTATE and the
// names of what was hit are passed on.
tl::unexpected<Error> refusal(const PGresult* result) {
    const std::string state = diagnostic(result, PG_DIAG_SQLSTATE);
    const std::string severity = diagnostic(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity == "FATAL" || severity == "PANIC" || state.empty()) return unknown();
    std::string hit = "SQLSTATE " + state;
    for (const int field : {PG_DIAG_TABLE_NAME, PG_DIAG_COLUMN_NAME, PG_DIAG_CONSTRAINT_NAME})
        if (const std::string name = diagnostic(result, field); !name.empty()) hit += ", " + name;
    const std::string_view group = std::string_view(state).substr(0, 2);
    if (group == "40" || group == "53" || group == "55" || group == "57")
        return fail(
            ErrorKind::unavailable, "B032",
            {"データベースが今は受け付けません（" + hit + "）。何も登録されていません。後でもう一度試してください。",
             "the database does not accept it now (" + hit + "); nothing was entered, try again later"});
    if (state == "42P10")
        return fail(
            ErrorKind::schema, "B035",
            {"キー列に一意制約（UNIQUE）がありません。二重登録を防げないため登録しません。制約を付けてください。",
             "the key column has no UNIQUE constraint, so entering twice could not be prevented; add the constraint"});
    if (group == "42" || group == "3F" || group == "25")
        return fail(
            ErrorKind::schema, "B034",
            {"表か列がないか、権限がありません（" + hit +
                 "）。接続定義の表名・列名とデータベースの権限を確認してください。",
             "no such table or column, or no permission (" + hit + "); check the names in the binding and the grants"});
    return fail(ErrorKind::refused, "B033",
                {"データベースが値を受け付けません（" + hit + "）。接続定義の書式と記録を確認してください。",
                 "the database refuses a value (" + hit + "); check the binding's formats and the record"});
}

// Waits until libpq has a whole answer. False when the deadline passes or the connection breaks.
bool waitForAnswer(PGconn* connection, Clock::time_point deadline) {
    while (true) {
        const int flushed = PQflush(connection);
        if (flushed < 0) return false;
        if (flushed == 0 && PQisBusy(connection) == 0) return true;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return false;
        pollfd socket{PQsocket(connection), static_cast<short>(POLLIN | (flushed > 0 ? POLLOUT : 0)), 0};
        if (::poll(&socket, 1, static_cast<int>(left)) < 0 && errno != EINTR) return false;
        if (socket.revents != 0 && PQconsumeInput(connection) == 0) return false;
    }
}

Rows collect(const PGresult* result) {
    Rows out;
    out.affected = std::strtoull(PQcmdTuples(const_cast<PGresult*>(result)), nullptr, 10);
    for (int r = 0; r < PQntuples(result); ++r) {
        auto& row = out.rows.emplace_back();
        for (int c = 0; c < PQnfields(result); ++c)
            row.push_back(PQgetisnull(result, r, c) != 0 ? Parameter() : Parameter(PQgetvalue(result, r, c)));
    }
    return out;
}

}  // namespace

void PostgresConnection::Close::operator()(void* connection) const {
    PQfinish(static_cast<PGconn*>(connection));
}

Result<PostgresConnection> PostgresConnection::open(const std::string& where) {
    if (!carriesPassword(where))
        return fail(ErrorKind::usage, "B031",
                    {"接続文字列が正しくありません。host=… dbname=… user=… の形か postgresql:// の形で書いてください。",
                     "the connection string is not understood; write host=… dbname=… user=… or postgresql://…"});
    // What stands before dbname is overridden by it, what stands behind it is ours to decide.
    const std::array<const char*, 6> names{"connect_timeout", "tcp_user_timeout", "fallback_application_name",
                                           "dbname",          "client_encoding",  nullptr};
    const std::array<const char*, 6> values{"10", "30000", "toitsu", where.c_str(), "UTF8", nullptr};
    PostgresConnection connection(PQconnectdbParams(names.data(), values.data(), 1));
    if (!connection.usable()) return unreachable(static_cast<PGconn*>(connection.connection_.get()));
    // Notices would go to standard error, and may hold values.
    PQsetNoticeProcessor(
        static_cast<PGconn*>(connection.connection_.get()), [](void*, const char*) {}, nullptr);
    return connection;
}

bool PostgresConnection::usable() const {
    const auto* connection = static_cast<const PGconn*>(connection_.get());
    return connection != nullptr && PQstatus(connection) == CONNECTION_OK;
}

Result<Rows> PostgresConnection::run(const std::string& sql, const std::vector<Parameter>& parameters,
                                     int deadlineMillis) {
    auto* connection = static_cast<PGconn*>(connection_.get());
    const auto deadline = Clock::now() + std::chrono::milliseconds(deadlineMillis);
    std::vector<const char*> values;
    for (const Parameter& parameter : parameters) values.push_back(parameter ? parameter->c_str() : nullptr);
    const int count = static_cast<int>(values.size());
    if (PQsendQueryParams(connection, sql.c_str(), count, nullptr, values.data(), nullptr, nullptr, 0) != 1 ||
        !waitForAnswer(connection, deadline)) {
        connection_.reset();  // a connection with an answer under way is of no use to anybody
        return unknown();
    }
    const Answer answer(PQgetResult(connection));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        auto error = refusal(answer.get());
        if (error.value().code == unknownOutcome)
            connection_.reset();
        else if (waitForAnswer(connection, deadline))
            Answer(PQgetResult(connection)).reset();
        return error;
    }
    Rows out = collect(answer.get());
    // The end of the command: until then the connection takes no other.
    while (waitForAnswer(connection, deadline))
        if (Answer(PQgetResult(connection)) == nullptr) return out;
    connection_.reset();
    return out;
}

std::string quotedIdentifier(const std::string& name) {
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

std::optional<bool> carriesPassword(const std::string& connectionString) {
    char* problem = nullptr;
    PQconninfoOption* options = PQconninfoParse(connectionString.c_str(), &problem);
    PQfreemem(problem);
    if (options == nullptr) return std::nullopt;
    bool found = false;
    for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option)
        found = found ||
                (std::string_view(option->keyword) == "password" && option->val != nullptr && *option->val != '\0');
    PQconninfoFree(options);
    return found;
}

}  // namespace toitsu::backends
