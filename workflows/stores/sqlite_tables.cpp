// What the writer does inside its transaction.

#include "workflows/stores/sqlite_tables.h"

#include <algorithm>

#include "workflows/encoding.h"
#include "workflows/stores/sqlite_rows.h"

namespace toitsu::workflows {

namespace {

// A statement without rows.
template <class Bind>
Result<int> run(Database& database, const std::string& sql, Bind bind) {
    auto statement = database.cached(sql);
    if (!statement) return fail(statement.error());
    bind(**statement);
    return (*statement)->run();
}

Result<void> nothing(const Result<int>& done) {
    if (!done) return fail(done.error());
    return {};
}

std::int64_t whole(const Statement& row) {
    return row.integer(0);
}

}  // namespace

Result<std::int64_t> SqliteTables::sequenceOf(const std::string& caseId) {
    auto statement = database_->cached("SELECT sequence FROM cases WHERE id = ?");
    if (!statement) return fail(statement.error());
    const auto found = firstRow<std::int64_t>((*statement)->bind(caseId), whole);
    if (!found) return fail(found.error());
    return found->value_or(0);
}

Result<bool> SqliteTables::keyIsTaken(const StoredCase& row) {
    auto statement = database_->cached(
        "SELECT 1 FROM cases WHERE business_key = ? AND business_key <> '' AND process = ? AND municipality = ?");
    if (!statement) return fail(statement.error());
    const auto found =
        firstRow<std::int64_t>((*statement)->bind(row.businessKey).bind(row.process).bind(row.municipality), whole);
    if (!found) return fail(found.error());
    return found->has_value();
}

Result<bool> SqliteTables::messageIsThere(const std::string& id) {
    auto statement = database_->cached("SELECT 1 FROM messages WHERE id = ?");
    if (!statement) return fail(statement.error());
    const auto found = firstRow<std::int64_t>((*statement)->bind(id), whole);
    if (!found) return fail(found.error());
    return found->has_value();
}

Result<std::int64_t> SqliteTables::writeCase(const Change& change) {
    const StoredCase& row = change.after;
    const auto status = static_cast<std::int64_t>(row.status);
    auto statement = database_->cached(
        change.expected == 0
            ? "INSERT INTO cases (id, process, municipality, business_key, started, definition, status, ended, "
              "sequence) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number"
            : "UPDATE cases SET definition = ?, status = ?, ended = ?, sequence = ? WHERE id = ? RETURNING number");
    if (!statement) return fail(statement.error());
    Statement& put = **statement;
    if (change.expected == 0)
        put.bind(row.id).bind(row.process).bind(row.municipality).bind(row.businessKey).bind(row.started);
    put.bind(row.definition).bind(status).bind(row.ended).bind(row.sequence);
    if (change.expected != 0) put.bind(row.id);
    const auto number = firstRow<std::int64_t>(put, whole);
    if (!number) return fail(number.error());
    if (!*number) return fail(caseHasMoved());
    if (row.snapshot.empty()) return **number;
    const auto kept =
        run(*database_,
            "INSERT INTO snapshots (case_number, at, state) VALUES (?, ?, ?) ON CONFLICT (case_number) DO "
            "UPDATE SET at = excluded.at, state = excluded.state",
            [&](Statement& snapshot) { snapshot.bind(**number).bind(row.snapshotAt).bind(row.snapshot); });
    if (!kept) return fail(kept.error());
    return **number;
}

Result<void> SqliteTables::writeEvents(const Change& change, std::int64_t number) {
    auto statement = database_->cached(
        "INSERT INTO events (case_number, sequence, at, kind, element, actor, detail) VALUES (?, ?, ?, ?, ?, ?, ?)");
    if (!statement) return fail(statement.error());
    std::int64_t sequence = change.expected;
    for (const Event& event : change.events) {
        const auto added = (*statement)
                               ->bind(number)
                               .bind(++sequence)
                               .bind(event.at)
                               .bind(std::string(name(event.kind)))
                               .bind(event.element)
                               .bind(event.actor)
                               .bind(encode(event.detail))
                               .run();
        if (!added) return fail(added.error());
    }
    return {};
}

Result<void> SqliteTables::writeWork(const Change& change) {
    for (const std::string& id : change.closed) {
        const auto gone =
            run(*database_, "DELETE FROM work WHERE id = ?", [&](Statement& statement) { statement.bind(id); });
        if (!gone) return fail(gone.error());
    }
    for (const Work& work : change.opened) {
        const auto put = run(*database_,
                             "INSERT INTO work (id, case_id, municipality, kind, due, created, name, key) VALUES (?, "
                             "?, ?, ?, ?, ?, ?, ?) "
                             "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, due = excluded.due, created = "
                             "excluded.created, name = "
                             "excluded.name, key = excluded.key",
                             [&](Statement& statement) {
                                 statement.bind(work.id).bind(work.caseId).bind(work.municipality);
                                 statement.bind(static_cast<std::int64_t>(work.kind)).bind(work.due).bind(work.created);
                                 statement.bind(work.name).bind(work.key);
                             });
        if (!put) return fail(put.error());
    }
    return {};
}

Result<void> SqliteTables::make(const Change& change) {
    const auto number = writeCase(change);
    if (!number) return fail(number.error());
    if (auto done = writeEvents(change, *number); !done) return done;
    if (auto done = writeWork(change); !done) return done;
    for (const std::string& id : change.taken)
        if (auto done = dropMessage(id); !done) return done;
    for (const StoredMessage& message : change.published)
        if (auto done = putMessage(message); !done) return done;
    return {};
}

Result<void> SqliteTables::putDefinition(const StoredDefinition& definition) {
    const auto put = run(
        *database_, "INSERT INTO definitions (hash, xml, file, deployed) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [&](Statement& statement) {
            statement.bind(definition.hash).bind(definition.xml).bind(definition.file).bind(definition.deployed);
        });
    if (!put) return fail(put.error());
    if (*put == 0) return {};
    for (const std::string& process : definition.processes) {
        const auto named = run(
            *database_, "INSERT INTO processes SELECT ?, number FROM definitions WHERE hash = ? ON CONFLICT DO NOTHING",
            [&](Statement& statement) { statement.bind(process).bind(definition.hash); });
        if (!named) return fail(named.error());
    }
    return {};
}

Result<void> SqliteTables::putMessage(const StoredMessage& message) {
    return nothing(run(
        *database_,
        "INSERT INTO messages (id, municipality, name, key, variables, received, expires) VALUES (?, ?, ?, ?, ?, ?, "
        "?) ON CONFLICT DO NOTHING",
        [&](Statement& statement) {
            statement.bind(message.id).bind(message.municipality).bind(message.name).bind(message.key);
            statement.bind(message.variables).bind(message.received).bind(message.expires);
        }));
}

Result<void> SqliteTables::dropMessage(const std::string& id) {
    return nothing(
        run(*database_, "DELETE FROM messages WHERE id = ?", [&](Statement& statement) { statement.bind(id); }));
}

Result<int> SqliteTables::purge(const std::string& municipality, const std::string& process, Instant endedBefore,
                                int most) {
    Conditions sql("INSERT INTO purging SELECT number FROM cases");
    sql.add("ended IS NOT NULL").add("ended < ?", endedBefore);
    if (!municipality.empty()) sql.add("municipality = ?", municipality);
    if (!process.empty()) sql.add("process = ?", process);
    const auto chosen = sql.then(" LIMIT ?", std::max(most, 0)).on(*database_);
    if (!chosen) return fail(chosen.error());
    const auto count = (*chosen)->run();
    if (!count) return count;
    if (const auto done = removePurging(); !done) return fail(done.error());
    return count;
}

Result<int> SqliteTables::purgeCases(const std::vector<std::string>& ids) {
    int count = 0;
    for (const std::string& id : ids) {
        const auto chosen = run(*database_,
                                "INSERT INTO purging SELECT number FROM cases WHERE id = ? AND ended IS NOT NULL "
                                "ON CONFLICT DO NOTHING",
                                [&](Statement& statement) { statement.bind(id); });
        if (!chosen) return chosen;
        count += *chosen;
    }
    if (const auto done = removePurging(); !done) return fail(done.error());
    return count;
}

Result<void> SqliteTables::removePurging() {
    for (const char* statement :
         {"DELETE FROM work WHERE case_id IN (SELECT id FROM cases WHERE number IN (SELECT case_number FROM purging))",
          "DELETE FROM events WHERE case_number IN (SELECT case_number FROM purging)",
          "DELETE FROM snapshots WHERE case_number IN (SELECT case_number FROM purging)",
          "DELETE FROM cases WHERE number IN (SELECT case_number FROM purging)", "DELETE FROM purging"})
        if (const auto done = database_->run(statement); !done) return fail(done.error());
    return {};
}

}  // namespace toitsu::workflows
