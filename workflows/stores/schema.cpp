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
