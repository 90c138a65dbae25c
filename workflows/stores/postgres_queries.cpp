// What is asked without changing anything.

#include <algorithm>

#include "workflows/encoding.h"
#include "workflows/stores/postgres_rows.h"
#include "workflows/stores/postgres_store.h"

namespace toitsu::workflows {

namespace {

const std::string caseColumns =
    "SELECT c.id, c.process, c.definition, c.municipality, c.business_key, c.status, c.started, c.ended, c.sequence, "
    "coalesce(s.at, 0), coalesce(s.state, '') FROM cases c LEFT JOIN snapshots s ON s.case_number = c.number";

std::vector<StoredCase> casesFrom(const PgRows& rows) {
    std::vector<StoredCase> out;
    for (std::size_t n = 0; n < rows.rows.size(); ++n)
        out.push_back({rows.text(n, 0), rows.text(n, 1), rows.text(n, 2), rows.text(n, 3), rows.text(n, 4),
                       static_cast<CaseStatus>(rows.integer(n, 5)), rows.integer(n, 6), rows.maybe(n, 7),
                       rows.integer(n, 8), rows.integer(n, 9), rows.text(n, 10)});
    return out;
}

void narrow(PgConditions& sql, const CaseQuery& query) {
    if (!query.municipality.empty()) sql.add("c.municipality =", query.municipality);
    if (!query.process.empty()) sql.add("c.process =", query.process);
    if (!query.definition.empty()) sql.add("c.definition =", query.definition);
    if (!query.businessKey.empty()) sql.add("c.business_key =", query.businessKey).add("c.business_key <> ''");
    if (query.status) sql.add("c.status =", std::to_string(static_cast<int>(*query.status)), "smallint");
    if (query.status && *query.status != CaseStatus::completed) sql.add("c.status <> 2");
    if (query.endedBefore) sql.add("c.ended <", std::to_string(*query.endedBefore), "bigint");
    if (query.endedFrom) sql.add("c.ended >=", std::to_string(*query.endedFrom), "bigint");
}

std::string limit(std::int64_t most) {
    return " LIMIT " + std::to_string(std::max<std::int64_t>(most, 0));
}

template <class T>
Result<std::optional<T>> first(Result<std::vector<T>> rows) {
    if (!rows) return fail(std::move(rows.error()));
    return rows->empty() ? std::optional<T>() : std::optional<T>(std::move(rows->front()));
}

}  // namespace

std::string workColumns(const std::string& prefix) {
    std::string out;
    for (const char* column : {"id", "case_id", "municipality", "kind", "due", "created", "name", "key"})
        out += (out.empty() ? "" : ", ") + prefix + column;
    return out;
}

std::vector<Work> workFrom(const PgRows& rows) {
    std::vector<Work> out;
    for (std::size_t n = 0; n < rows.rows.size(); ++n)
        out.push_back({rows.text(n, 0), rows.text(n, 1), rows.text(n, 2), static_cast<Work::Kind>(rows.integer(n, 3)),
                       rows.maybe(n, 4), rows.integer(n, 5), rows.text(n, 6), rows.text(n, 7)});
    return out;
}

Result<std::optional<StoredDefinition>> PostgresStore::oneDefinition(const std::string& condition,
                                                                     const std::string& value) const {
    const auto rows = pool_.ask(
        "SELECT d.hash, d.xml, d.file, d.deployed, p.process FROM definitions d LEFT JOIN processes p ON p.definition "
        "= "
        "d.number WHERE " +
            condition + " ORDER BY p.process",
        {toPg(value)});
    if (!rows) return fail(rows.error());
    if (rows->rows.empty()) return std::optional<StoredDefinition>();
    StoredDefinition out{rows->text(0, 0), {}, rows->text(0, 1), rows->text(0, 2), rows->integer(0, 3)};
    for (const auto& row : rows->rows)
        if (row[4]) out.processes.push_back(*row[4]);
    return std::optional(std::move(out));
}

Result<std::optional<StoredDefinition>> PostgresStore::definition(const std::string& hash) const {
    return oneDefinition("d.hash = $1", hash);
}

Result<std::optional<StoredDefinition>> PostgresStore::newestDefinition(const std::string& process) const {
    return oneDefinition("d.number = (SELECT max(definition) FROM processes WHERE process = $1)", process);
}

Result<std::optional<std::string>> PostgresStore::newestHash(const std::string& process) const {
    const auto rows = pool_.ask(
        "SELECT hash FROM definitions WHERE number = (SELECT max(definition) FROM processes WHERE process = $1)",
        {toPg(process)});
    if (!rows) return fail(rows.error());
    if (rows->rows.empty()) return std::nullopt;
    return rows->text(0, 0);
}

Result<std::vector<std::pair<std::string, std::string>>> PostgresStore::newestDefinitions() const {
    const auto rows = pool_.ask(
        "SELECT p.process, d.hash FROM (SELECT process, max(definition) AS newest FROM processes GROUP BY process) p "
        "JOIN "
        "definitions d ON d.number = p.newest ORDER BY p.process");
    if (!rows) return fail(rows.error());
    std::vector<std::pair<std::string, std::string>> out;
    for (std::size_t n = 0; n < rows->rows.size(); ++n) out.emplace_back(rows->text(n, 0), rows->text(n, 1));
    return out;
}

Result<std::optional<StoredCase>> PostgresStore::findCase(const std::string& id) const {
    const auto rows = pool_.ask(caseColumns + " WHERE c.id = $1", {toPg(id)});
    if (!rows) return fail(rows.error());
    return first<StoredCase>(casesFrom(*rows));
}

Result<std::vector<StoredCase>> PostgresStore::cases(const CaseQuery& query) const {
    PgConditions sql(caseColumns);
    narrow(sql, query);
    if (!query.after.empty())
        sql.add("(c.started, c.id) > (SELECT started, id FROM cases WHERE id =", query.after, "text", ")");
    sql.then(" ORDER BY c.started, c.id" + limit(query.most));
    const auto rows = pool_.ask(sql.sql(), sql.parameters());
    if (!rows) return fail(rows.error());
    return casesFrom(*rows);
}

Result<std::int64_t> PostgresStore::countCases(const CaseQuery& query) const {
    PgConditions sql("SELECT count(*) FROM cases c");
    narrow(sql, query);
    const auto rows = pool_.ask(sql.sql(), sql.parameters());
    if (!rows) return fail(rows.error());
    return rows->integer(0, 0);
}

Result<std::vector<HistoryEntry>> PostgresStore::history(const std::string& caseId, std::int64_t after,
                                                         std::int64_t most) const {
    const auto rows = pool_.ask(
        "SELECT sequence, at, kind, element, actor, detail FROM events WHERE case_number = (SELECT number FROM cases "
        "WHERE id "
        "= $1) AND sequence > $2::bigint ORDER BY sequence" +
            limit(most),
        {toPg(caseId), std::to_string(after)});
    if (!rows) return fail(rows.error());
    std::vector<HistoryEntry> out;
    for (std::size_t n = 0; n < rows->rows.size(); ++n) {
        auto detail = decode(rows->text(n, 5));
        if (!detail) return fail(std::move(detail.error()));
        out.push_back({rows->integer(n, 0), rows->integer(n, 1), rows->text(n, 2), rows->text(n, 3), rows->text(n, 4),
                       std::move(*detail)});
    }
    return out;
}

Result<std::optional<Work>> PostgresStore::findWork(const std::string& id) const {
    const auto rows = pool_.ask("SELECT " + workColumns() + " FROM work WHERE id = $1", {toPg(id)});
    if (!rows) return fail(rows.error());
    return first<Work>(workFrom(*rows));
}

Result<std::vector<Work>> PostgresStore::openWork(const WorkQuery& query) const {
    PgConditions sql("SELECT " + workColumns() + " FROM work");
    sql.add("kind =", std::to_string(static_cast<int>(query.kind)), "smallint");
    if (!query.municipality.empty()) sql.add("municipality =", query.municipality);
    // A name alone is found on the way by creation: most have few names. With a key it is a correlation: few rows of
    // many.
    if (!query.name.empty() && query.key) sql.add("name =", query.name).add("name <> ''");
    if (!query.name.empty() && !query.key) sql.add("name || '' =", query.name);
    if (query.key) sql.add("key =", *query.key);
    if (!query.after.empty())
        sql.add("(created, id) > (SELECT created, id FROM work WHERE id =", query.after, "text", ")");
    sql.then(" ORDER BY created, id" + limit(query.most));
    const auto rows = pool_.ask(sql.sql(), sql.parameters());
    if (!rows) return fail(rows.error());
    return workFrom(*rows);
}

Result<std::optional<Instant>> PostgresStore::nextDue(Work::Kind kind) const {
    const auto rows =
        pool_.ask("SELECT due FROM work WHERE kind = $1::smallint AND due IS NOT NULL ORDER BY due LIMIT 1",
                  {std::to_string(static_cast<int>(kind))});
    if (!rows) return fail(rows.error());
    return rows->rows.empty() ? std::optional<Instant>() : rows->maybe(0, 0);
}

Result<std::vector<StoredMessage>> PostgresStore::messages(const std::string& municipality, const std::string& name,
                                                           const std::optional<std::string>& key, Instant now,
                                                           int most) const {
    PgConditions sql("SELECT id, municipality, name, key, variables, received, expires FROM messages");
    if (!municipality.empty()) sql.add("municipality =", municipality);
    if (!name.empty()) sql.add("name =", name);
    if (key) sql.add("key =", *key);
    if (now != 0) sql.add("expires >", std::to_string(now), "bigint");
    sql.then(" ORDER BY received, id" + limit(most));
    const auto rows = pool_.ask(sql.sql(), sql.parameters());
    if (!rows) return fail(rows.error());
    std::vector<StoredMessage> out;
    for (std::size_t n = 0; n < rows->rows.size(); ++n)
        out.push_back({rows->text(n, 0), rows->text(n, 1), rows->text(n, 2), rows->text(n, 3), rows->text(n, 4),
                       rows->integer(n, 5), rows->integer(n, 6)});
    return out;
}

}  // namespace toitsu::workflows
