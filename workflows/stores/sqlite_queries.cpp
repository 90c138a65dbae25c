// What readers ask. Partial indexes are used only where the query says their condition in the same words, so the words
// "status <> 2" and "business_key <> ''" stand here as in the schema.

#include <algorithm>

#include "workflows/encoding.h"
#include "workflows/stores/sqlite_rows.h"
#include "workflows/stores/sqlite_tables.h"

namespace toitsu::workflows {

namespace {

const std::string caseColumns =
    "SELECT c.id, c.process, c.definition, c.municipality, c.business_key, c.status, c.started, c.ended, c.sequence, "
    "coalesce(s.at, 0), coalesce(s.state, '') FROM cases c LEFT JOIN snapshots s ON s.case_number = c.number";
const std::string workColumns = "SELECT id, case_id, municipality, kind, due, created, name, key FROM work";
const std::string definitionColumns = "SELECT hash, xml, file, deployed FROM definitions";

StoredDefinition definitionFrom(const Statement& row) {
    return {row.text(0), {}, row.text(1), row.text(2), row.integer(3)};
}

StoredCase caseFrom(const Statement& row) {
    return {row.text(0),    row.text(1),  row.text(2),
            row.text(3),    row.text(4),  static_cast<CaseStatus>(row.integer(5)),
            row.integer(6), row.maybe(7), row.integer(8),
            row.integer(9), row.text(10)};
}

Work workFrom(const Statement& row) {
    return {row.text(0),  row.text(1),    row.text(2), static_cast<Work::Kind>(row.integer(3)),
            row.maybe(4), row.integer(5), row.text(6), row.text(7)};
}

StoredMessage messageFrom(const Statement& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5), row.integer(6)};
}

void narrow(Conditions& sql, const CaseQuery& query) {
    if (!query.municipality.empty()) sql.add("c.municipality = ?", query.municipality);
    if (!query.process.empty()) sql.add("c.process = ?", query.process);
    if (!query.definition.empty()) sql.add("c.definition = ?", query.definition);
    if (!query.businessKey.empty()) sql.add("c.business_key = ?", query.businessKey).add("c.business_key <> ''");
    if (query.status) sql.add("c.status = ?", static_cast<std::int64_t>(*query.status));
    if (query.status && *query.status != CaseStatus::completed) sql.add("c.status <> 2");
    if (query.endedBefore) sql.add("c.ended IS NOT NULL").add("c.ended < ?", *query.endedBefore);
    if (query.endedFrom) sql.add("c.ended >= ?", *query.endedFrom);
}

std::int64_t number(Work::Kind kind) {
    return static_cast<std::int64_t>(kind);
}

}  // namespace

Result<std::optional<StoredDefinition>> SqliteTables::withProcesses(Result<std::optional<StoredDefinition>> found) {
    if (!found || !*found) return found;
    auto statement = database_->cached(
        "SELECT process FROM processes JOIN definitions ON definition = number WHERE hash = ? ORDER BY process");
    if (!statement) return fail(statement.error());
    auto processes =
        allRows<std::string>((*statement)->bind((*found)->hash), [](const Statement& row) { return row.text(0); });
    if (!processes) return fail(processes.error());
    (*found)->processes = std::move(*processes);
    return found;
}

Result<std::optional<StoredDefinition>> SqliteTables::definition(const std::string& hash) {
    auto statement = database_->cached(definitionColumns + " WHERE hash = ?");
    if (!statement) return fail(statement.error());
    return withProcesses(firstRow<StoredDefinition>((*statement)->bind(hash), definitionFrom));
}

Result<std::optional<StoredDefinition>> SqliteTables::newestDefinition(const std::string& process) {
    auto statement = database_->cached(definitionColumns +
                                       " WHERE number = (SELECT max(definition) FROM processes WHERE process = ?)");
    if (!statement) return fail(statement.error());
    return withProcesses(firstRow<StoredDefinition>((*statement)->bind(process), definitionFrom));
}

Result<std::optional<std::string>> SqliteTables::newestHash(const std::string& process) {
    auto statement = database_->cached(
        "SELECT hash FROM definitions WHERE number = (SELECT max(definition) FROM processes WHERE process = ?)");
    if (!statement) return fail(statement.error());
    return firstRow<std::string>((*statement)->bind(process), [](const Statement& row) { return row.text(0); });
}

Result<std::vector<std::pair<std::string, std::string>>> SqliteTables::newestDefinitions() {
    auto statement = database_->cached(
        "SELECT p.process, d.hash FROM (SELECT process, max(definition) AS newest FROM processes GROUP BY process) p "
        "JOIN "
        "definitions d ON d.number = p.newest ORDER BY p.process");
    if (!statement) return fail(statement.error());
    return allRows<std::pair<std::string, std::string>>(
        **statement, [](const Statement& row) { return std::pair(row.text(0), row.text(1)); });
}

Result<std::optional<StoredCase>> SqliteTables::findCase(const std::string& id) {
    auto statement = database_->cached(caseColumns + " WHERE c.id = ?");
    if (!statement) return fail(statement.error());
    return firstRow<StoredCase>((*statement)->bind(id), caseFrom);
}

Result<std::vector<StoredCase>> SqliteTables::cases(const CaseQuery& query) {
    Conditions sql(caseColumns);
    narrow(sql, query);
    if (!query.after.empty()) sql.add("(c.started, c.id) > (SELECT started, id FROM cases WHERE id = ?)", query.after);
    // Whoever asks for the end asks for the latest few: found by it, then put in order.
    const char* order = query.endedFrom ? " ORDER BY +c.started, c.id LIMIT ?" : " ORDER BY c.started, c.id LIMIT ?";
    const auto statement = sql.then(order, std::max(query.most, 0)).on(*database_);
    if (!statement) return fail(statement.error());
    return allRows<StoredCase>(**statement, caseFrom);
}

Result<std::int64_t> SqliteTables::countCases(const CaseQuery& query) {
    Conditions sql("SELECT count(*) FROM cases c");
    narrow(sql, query);
    const auto statement = sql.on(*database_);
    if (!statement) return fail(statement.error());
    const auto count = firstRow<std::int64_t>(**statement, [](const Statement& row) { return row.integer(0); });
    if (!count) return fail(count.error());
    return count->value_or(0);
}

Result<std::vector<HistoryEntry>> SqliteTables::history(const std::string& caseId, std::int64_t after,
                                                        std::int64_t most) {
    auto cached = database_->cached(
        "SELECT sequence, at, kind, element, actor, detail FROM events WHERE case_number = (SELECT number FROM cases "
        "WHERE "
        "id = ?) AND sequence > ? ORDER BY sequence LIMIT ?");
    if (!cached) return fail(cached.error());
    Statement& statement = (*cached)->bind(caseId).bind(after).bind(std::max<std::int64_t>(most, 0));
    std::vector<HistoryEntry> entries;
    for (;;) {
        const auto row = statement.next();
        if (!row) return fail(row.error());
        if (!*row) return entries;
        auto detail = decode(statement.text(5));
        if (!detail) {
            statement.reset();
            return fail(detail.error());
        }
        entries.push_back({statement.integer(0), statement.integer(1), statement.text(2), statement.text(3),
                           statement.text(4), std::move(*detail)});
    }
}

Result<std::optional<Work>> SqliteTables::findWork(const std::string& id) {
    auto statement = database_->cached(workColumns + " WHERE id = ?");
    if (!statement) return fail(statement.error());
    return firstRow<Work>((*statement)->bind(id), workFrom);
}

Result<std::vector<Work>> SqliteTables::openWork(const WorkQuery& query) {
    Conditions sql(workColumns);
    sql.add("kind = ?", number(query.kind));
    if (!query.municipality.empty()) sql.add("municipality = ?", query.municipality);
    // A name alone is found on the way by creation: most have few names. With a key it is a correlation: few rows of
    // many.
    if (!query.name.empty()) sql.add(query.key ? "name = ?" : "+name = ?", query.name);
    if (!query.name.empty() && query.key) sql.add("name <> ''");
    if (query.key) sql.add("key = ?", *query.key);
    if (!query.after.empty()) sql.add("(created, id) > (SELECT created, id FROM work WHERE id = ?)", query.after);
    const auto statement = sql.then(" ORDER BY created, id LIMIT ?", std::max(query.most, 0)).on(*database_);
    if (!statement) return fail(statement.error());
    return allRows<Work>(**statement, workFrom);
}

Result<std::vector<Work>> SqliteTables::due(Work::Kind kind, Instant now, int most) {
    auto statement =
        database_->cached(workColumns + " WHERE kind = ? AND due IS NOT NULL AND due <= ? ORDER BY due, id LIMIT ?");
    if (!statement) return fail(statement.error());
    return allRows<Work>((*statement)->bind(number(kind)).bind(now).bind(std::max(most, 0)), workFrom);
}

Result<std::optional<Instant>> SqliteTables::nextDue(Work::Kind kind) {
    auto statement = database_->cached("SELECT due FROM work WHERE kind = ? AND due IS NOT NULL ORDER BY due LIMIT 1");
    if (!statement) return fail(statement.error());
    return firstRow<Instant>((*statement)->bind(number(kind)), [](const Statement& row) { return row.integer(0); });
}

Result<std::vector<StoredMessage>> SqliteTables::messages(const std::string& municipality, const std::string& name,
                                                          const std::optional<std::string>& key, Instant now,
                                                          int most) {
    Conditions sql("SELECT id, municipality, name, key, variables, received, expires FROM messages");
    if (!municipality.empty()) sql.add("municipality = ?", municipality);
    if (!name.empty()) sql.add("name = ?", name);
    if (key) sql.add("key = ?", *key);
    if (now != 0) sql.add("expires > ?", now);
    const auto statement = sql.then(" ORDER BY received, id LIMIT ?", std::max(most, 0)).on(*database_);
    if (!statement) return fail(statement.error());
    return allRows<StoredMessage>(**statement, messageFrom);
}

}  // namespace toitsu::workflows
