// One entry per version; an existing file is brought up by the entries that it lacks, in one transaction. A published
// entry never changes. The application id marks the file as ours (SQLite's header, offset 68): "TOIT".

#include "workflows/stores/schema.h"

#include <array>

namespace toitsu::workflows {

namespace {

constexpr std::int64_t applicationId = 0x544F4954;

constexpr std::array<const char*, schemaVersion> versions = {R"sql(
CREATE TABLE schema (version INTEGER NOT NULL);
INSERT INTO schema VALUES (0);

CREATE TABLE definitions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    hash TEXT NOT NULL UNIQUE,
    process TEXT NOT NULL,
    xml TEXT NOT NULL,
    file TEXT NOT NULL,
    deployed INTEGER NOT NULL
) STRICT;
CREATE INDEX definitions_by_process ON definitions (process, number);

CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    process TEXT NOT NULL,
    definition TEXT NOT NULL REFERENCES definitions (hash),
    municipality TEXT NOT NULL,
    business_key TEXT NOT NULL,
    status INTEGER NOT NULL,
    started INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    state TEXT NOT NULL,
    UNIQUE (municipality, process, business_key)
) STRICT;
CREATE INDEX cases_by_start ON cases (started, id);

CREATE TABLE events (
    case_id TEXT NOT NULL REFERENCES cases (id),
    sequence INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    element TEXT NOT NULL,
    actor TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (case_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append only'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append only'); END;

CREATE TABLE work (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    municipality TEXT NOT NULL,
    kind INTEGER NOT NULL,
    due INTEGER,
    created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX work_by_due ON work (kind, due, id) WHERE due IS NOT NULL;
CREATE INDEX work_by_creation ON work (kind, created, id);
)sql",
                                                             // 2: numbers instead of ids as keys, so that a new case
                                                             // writes at the end of its tables however many there are;
                                                             // snapshots apart from rows; several processes in a file;
                                                             // names and keys of work; kept messages.
                                                             R"sql(
CREATE TABLE definitions_2 (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    hash TEXT NOT NULL UNIQUE,
    xml TEXT NOT NULL,
    file TEXT NOT NULL,
    deployed INTEGER NOT NULL
) STRICT;
INSERT INTO definitions_2 SELECT number, hash, xml, file, deployed FROM definitions;
CREATE TABLE processes (
    process TEXT NOT NULL,
    definition INTEGER NOT NULL,
    PRIMARY KEY (process, definition)
) STRICT, WITHOUT ROWID;
INSERT INTO processes SELECT process, number FROM definitions;

CREATE TABLE cases_2 (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    process TEXT NOT NULL,
    definition TEXT NOT NULL,
    municipality TEXT NOT NULL,
    business_key TEXT NOT NULL,
    status INTEGER NOT NULL,
    started INTEGER NOT NULL,
    ended INTEGER,
    sequence INTEGER NOT NULL
) STRICT;
INSERT INTO cases_2 (id, process, definition, municipality, business_key, status, started, ended, sequence)
SELECT id, process, definition, municipality, business_key, status, started,
       (SELECT max(at) FROM events WHERE case_id = cases.id AND kind = 'case-completed'), sequence
FROM cases ORDER BY started, id;
CREATE TABLE snapshots (
    case_number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    state TEXT NOT NULL
) STRICT;
INSERT INTO snapshots SELECT c.number, o.sequence, o.state FROM cases_2 c JOIN cases o ON o.id = c.id;

CREATE TABLE events_2 (
    case_number INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    element TEXT NOT NULL,
    actor TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (case_number, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO events_2
SELECT c.number, e.sequence, e.at, e.kind, e.element, e.actor, e.detail FROM events e JOIN cases_2 c ON c.id = e.case_id;

CREATE TABLE work_2 (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    municipality TEXT NOT NULL,
    kind INTEGER NOT NULL,
    due INTEGER,
    created INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO work_2 SELECT id, case_id, municipality, kind, due, created, '', '' FROM work;

DROP TABLE work;
DROP TRIGGER events_are_not_deleted;
DROP TABLE events;
DROP TABLE cases;
DROP TABLE definitions;
ALTER TABLE definitions_2 RENAME TO definitions;
ALTER TABLE cases_2 RENAME TO cases;
ALTER TABLE events_2 RENAME TO events;
ALTER TABLE work_2 RENAME TO work;

CREATE UNIQUE INDEX cases_by_key ON cases (business_key, process, municipality) WHERE business_key <> '';
CREATE INDEX cases_by_start ON cases (started, id);
CREATE INDEX cases_unfinished ON cases (started, id) WHERE status <> 2;
CREATE INDEX cases_by_end ON cases (ended) WHERE ended IS NOT NULL;
CREATE INDEX work_by_due ON work (kind, due, id) WHERE due IS NOT NULL;
CREATE INDEX work_by_creation ON work (kind, created, id);
CREATE INDEX work_by_key ON work (kind, name, key, created, id) WHERE name <> '';

CREATE TABLE purging (case_number INTEGER PRIMARY KEY) STRICT;  -- only within the transaction that purges
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append only'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
WHEN NOT EXISTS (SELECT 1 FROM purging WHERE case_number = OLD.case_number)
BEGIN SELECT RAISE(ABORT, 'events are append only'); END;

CREATE TABLE messages (
    id TEXT PRIMARY KEY,
    municipality TEXT NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    variables TEXT NOT NULL,
    received INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_by_name ON messages (name, key, received, id);
)sql"};

tl::unexpected<Error> foreign(const std::string& path) {
    return fail(ErrorKind::input, "W103",
                {"このファイルは Toitsu のデータベースではありません。別のファイル名を指定してください。",
                 "this file is not a database of ours; name another file"},
                {path});
}

Result<std::int64_t> versionOf(Database& database, const std::string& path) {
    const auto tables = database.number("SELECT count(*) FROM sqlite_schema");
    if (!tables) return fail(tables.error());
    if (*tables == 0) return 0;
    const auto id = database.number("PRAGMA application_id");
    if (!id) return fail(id.error());
    if (*id != applicationId) return foreign(path);
    return database.number("SELECT version FROM schema");
}

}  // namespace

Result<void> prepareSchema(Database& database, const std::string& path) {
    const auto version = versionOf(database, path);
    if (!version) return fail(version.error());
    if (*version > schemaVersion) {
        return fail(ErrorKind::input, "W101",
                    {"データベースは新しい版の Toitsu で作られています(形式 " + std::to_string(*version) +
                         "、この版は " + std::to_string(schemaVersion) + " まで)。新しい版を使ってください。",
                     "the database was written by a newer version (format " + std::to_string(*version) +
                         ", this one knows " + std::to_string(schemaVersion) + "); use the newer version"},
                    {path});
    }
    if (*version == schemaVersion) return {};
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    std::string sql;
    for (std::int64_t step = *version; step < schemaVersion; ++step) sql += versions[static_cast<std::size_t>(step)];
    sql += "UPDATE schema SET version = " + std::to_string(schemaVersion) + ";";
    sql += "PRAGMA application_id = " + std::to_string(applicationId) + ";";
    if (const auto done = database.run(sql); !done) return done;
    return transaction->commit();
}

}  // namespace toitsu::workflows
