// <sql connection="…" table="…" key-column="…" receipt-column="…">: one INSERT per entry. The key column's UNIQUE
// constraint is the protocol: a second INSERT with the same key does nothing, even while the first is still under way
// in a lost connection.

#include "backends/backend_key.h"
#include "backends/binding_syntax.h"
#include "backends/postgres_connection.h"

namespace toitsu::backends {

namespace {

struct SqlTable {
    std::string schema;  // may be empty: the search path decides
    std::string name;
    std::string keyColumn;
    std::string receiptColumn;

    std::string quoted() const {
        return (schema.empty() ? "" : quotedIdentifier(schema) + ".") + quotedIdentifier(name);
    }
};

class SqlBackend : public Backend {
public:
    SqlBackend(std::string bindingId, std::string where, SqlTable table, PostgresConnection connection)
        : bindingId_(std::move(bindingId)),
          where_(std::move(where)),
          table_(std::move(table)),
          connection_(std::move(connection)) {}

    Result<Lookup> look(const std::string& key) override {
        if (auto usable = checkKey(key); !usable) return fail(usable.error());
        const auto answer = ask("SELECT " + quotedIdentifier(table_.receiptColumn) + "::text FROM " + table_.quoted() +
                                    " WHERE " + quotedIdentifier(table_.keyColumn) + " = $1",
                                key);
        if (!answer) return fail(answer.error());
        if (answer->rows.empty()) return Lookup{};
        const Parameter& number = answer->rows.front().front();
        // The row is there; a system may give its number in a later step of its own.
        if (!number || number->empty()) return Lookup{Lookup::State::pending, std::nullopt, {}};
        return Lookup{Lookup::State::entered, Receipt{key, *number, bindingId_}, {}};
    }

    Result<void> enter(const std::string& key, const Row& row) override {
        if (auto usable = checkKey(key); !usable) return usable;
        if (auto there = connect(); !there) return there;
        std::string names = quotedIdentifier(table_.keyColumn);
        std::string marks = "$1";
        std::vector<Parameter> values{key};
        for (const Column& column : row) {
            names += ", " + quotedIdentifier(column.name);
            // An empty text would be no date and no number; what is not filled in is NULL.
            values.push_back(column.value.empty() ? Parameter() : Parameter(column.value));
            marks += ", $" + std::to_string(values.size());
        }
        const auto done = connection_.run("INSERT INTO " + table_.quoted() + " (" + names + ") VALUES (" + marks +
                                              ") ON CONFLICT (" + quotedIdentifier(table_.keyColumn) + ") DO NOTHING",
                                          values);
        if (!done) return fail(done.error());
        return {};
    }

    bool refusesDuplicates() const override { return true; }

private:
    // A question changes nothing: when the connection turns out to be lost (an idle one that the server closed), it is
    // asked once more over a fresh one.
    Result<Rows> ask(const std::string& sql, const std::string& key) {
        for (int attempt = 0; attempt < 2; ++attempt) {
            if (auto there = connect(); !there) return fail(there.error());
            auto answer = connection_.run(sql, {key});
            if (answer || answer.error().code != unknownOutcome) return answer;
        }
        return fail(ErrorKind::unavailable, "B030",
                    {"業務システムのデータベースが照会に答えません。後でもう一度試してください。",
                     "the business system's database does not answer the query; try again later"});
    }

    Result<void> connect() {
        if (connection_.usable()) return {};
        auto fresh = PostgresConnection::open(where_);
        if (!fresh) return fail(fresh.error());
        connection_ = std::move(*fresh);
        return {};
    }

    std::string bindingId_;
    std::string where_;
    SqlTable table_;
    PostgresConnection connection_;
};

class SqlTarget : public Target {
public:
    SqlTarget(std::string connection, SqlTable table) : connection_(std::move(connection)), table_(std::move(table)) {}

    Result<std::unique_ptr<Backend>> open(const std::string& bindingId, const std::string& where) const override {
        const std::string& address = where.empty() ? connection_ : where;
        auto connection = PostgresConnection::open(address);
        if (!connection) return fail(connection.error());
        return std::make_unique<SqlBackend>(bindingId, address, table_, std::move(*connection));
    }

private:
    std::string connection_;
    SqlTable table_;
};

void checkConnection(const xml::Element& element, const std::string& connection, Mistakes& mistakes) {
    if (connection.empty()) return;
    const auto password = carriesPassword(connection);
    const Place& place = element.attribute("connection")->place;
    if (!password)
        mistakes.add("B003",
                     {"connection が libpq の接続文字列ではありません。host=… dbname=… user=… の形で書いてください。",
                      "connection is no libpq connection string; write host=… dbname=… user=…"},
                     place);
    else if (*password)
        mistakes.add(
            "B007",
            {"接続定義にパスワードを書かないでください。パスワードファイル（.pgpass）か service を使ってください。",
             "a password does not belong into a binding; use a password file (.pgpass) or a service"},
            place);
}

}  // namespace

std::unique_ptr<Target> parseSqlTarget(const xml::Element& element, const RowRules& rules, Mistakes& mistakes) {
    mistakes.onlyAttributes(element, {"connection", "schema", "table", "key-column", "receipt-column", "encoding"});
    const std::string connection = mistakes.required(element, "connection");
    checkConnection(element, connection, mistakes);
    SqlTable table{element.get("schema"), mistakes.required(element, "table"), mistakes.required(element, "key-column"),
                   mistakes.required(element, "receipt-column")};
    for (const ColumnRule& column : rules.columns) {
        if (column.name.empty() || (column.name != table.keyColumn && column.name != table.receiptColumn)) continue;
        mistakes.add("B008",
                     {"列 " + column.name + " はキーか受付番号の列です。<column> には書けません。",
                      "the column " + column.name + " is the key's or the receipt's; it cannot stand as a <column>"},
                     column.place);
    }
    return std::make_unique<SqlTarget>(connection, std::move(table));
}

}  // namespace toitsu::backends
