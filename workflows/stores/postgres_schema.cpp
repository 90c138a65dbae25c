// One entry per version, as in schema.cpp. Row-level security is FORCEd, so that it binds the owner too; the engine's
// role has a policy for all rows, a municipality's role one for its own, which fails when no municipality is set.

#include "workflows/stores/postgres_schema.h"

#include <array>

namespace toitsu::workflows {

namespace {

constexpr int schemaVersion = 1;

constexpr std::array<const char*, schemaVersion> versions = {R"sql(
DO $$ BEGIN CREATE ROLE toitsu_engine NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE toitsu_municipality NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
GRANT toitsu_engine, toitsu_municipality TO CURRENT_USER;

CREATE TABLE toitsu.definitions (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash text NOT NULL UNIQUE,
    xml text NOT NULL,
    file text NOT NULL,
    deployed bigint NOT NULL
);
CREATE TABLE toitsu.processes (
    process text COLLATE "C" NOT NULL,
    definition bigint NOT NULL,
    PRIMARY KEY (process, definition)
);

CREATE TABLE toitsu.cases (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    process text NOT NULL,
    definition text NOT NULL,
    municipality text NOT NULL,
    business_key text NOT NULL,
    status smallint NOT NULL,
    started bigint NOT NULL,
    ended bigint,
    sequence bigint NOT NULL
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX cases_by_key ON toitsu.cases (business_key, process, municipality) WHERE business_key <> '';
CREATE INDEX cases_by_start ON toitsu.cases (started, id);
CREATE INDEX cases_unfinished ON toitsu.cases (started, id) WHERE status <> 2;
CREATE INDEX cases_by_end ON toitsu.cases (ended) WHERE ended IS NOT NULL;

CREATE TABLE toitsu.snapshots (
    case_number bigint PRIMARY KEY,
    municipality text NOT NULL,
    at bigint NOT NULL,
    state text NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE toitsu.events (
    case_number bigint NOT NULL,
    sequence bigint NOT NULL,
    municipality text NOT NULL,
    at bigint NOT NULL,
    kind text NOT NULL,
    element text NOT NULL,
    actor text NOT NULL,
    detail text NOT NULL,
    PRIMARY KEY (case_number, sequence)
);
CREATE FUNCTION toitsu.events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('toitsu.purging', true) = 'yes' THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'events are append only';
END $$;
CREATE TRIGGER events_are_append_only BEFORE UPDATE OR DELETE ON toitsu.events
FOR EACH ROW EXECUTE FUNCTION toitsu.events_are_append_only();

-- Small, and every row short-lived: room for changes in place, and cleaned often, or dead rows would slow every claim.
CREATE TABLE toitsu.work (
    id text COLLATE "C" PRIMARY KEY,
    case_id text NOT NULL,
    municipality text NOT NULL,
    kind smallint NOT NULL,
    due bigint,
    created bigint NOT NULL,
    name text NOT NULL,
    key text NOT NULL,
    reserved_until bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX work_by_due ON toitsu.work (kind, due, id) WHERE due IS NOT NULL;
CREATE INDEX work_by_creation ON toitsu.work (kind, created, id);
CREATE INDEX work_by_key ON toitsu.work (kind, name, key, created, id) WHERE name <> '';

CREATE TABLE toitsu.messages (
    id text COLLATE "C" PRIMARY KEY,
    municipality text NOT NULL,
    name text NOT NULL,
    key text NOT NULL,
    variables text NOT NULL,
    received bigint NOT NULL,
    expires bigint NOT NULL
);
CREATE INDEX messages_by_name ON toitsu.messages (name, key, received, id);

DO $$ DECLARE t text; BEGIN
    FOREACH t IN ARRAY ARRAY['cases', 'snapshots', 'events', 'work', 'messages'] LOOP
        EXECUTE format('ALTER TABLE toitsu.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE toitsu.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY everybody ON toitsu.%I TO toitsu_engine USING (true) WITH CHECK (true)', t);
        EXECUTE format('CREATE POLICY own ON toitsu.%I TO toitsu_municipality '
                       'USING (municipality = (SELECT current_setting(''toitsu.municipality''))) '
                       'WITH CHECK (municipality = (SELECT current_setting(''toitsu.municipality'')))', t);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON toitsu.%I TO toitsu_engine, toitsu_municipality', t);
    END LOOP;
END $$;
REVOKE UPDATE ON toitsu.events FROM toitsu_engine, toitsu_municipality;
GRANT USAGE ON SCHEMA toitsu TO toitsu_engine, toitsu_municipality;
GRANT SELECT ON toitsu.definitions, toitsu.processes, toitsu.version TO toitsu_engine, toitsu_municipality;
GRANT INSERT ON toitsu.definitions, toitsu.processes TO toitsu_engine;
)sql"};

Result<std::int64_t> versionOf(PostgresLink& link) {
    // Not to_regclass(): after a wait for somebody who has just made the schema it still answers from its cache.
    const auto table = link.run(
        "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname "
        "= "
        "'toitsu' AND c.relname = 'version'");
    if (!table) return fail(table.error());
    if (table->rows.empty()) return 0;
    const auto version = link.run("SELECT version FROM toitsu.version");
    if (!version) return fail(version.error());
    return version->rows.empty() ? 0 : version->integer(0, 0);
}

Result<void> newer(std::int64_t version) {
    return fail(ErrorKind::input, "W101",
                {"データベースは新しい版の Toitsu で作られています(形式 " + std::to_string(version) + "、この版は " +
                     std::to_string(schemaVersion) + " まで)。新しい版を使ってください。",
                 "the database was written by a newer version (format " + std::to_string(version) +
                     ", this one knows " + std::to_string(schemaVersion) + "); use the newer version"});
}

Result<void> upgrade(PostgresLink& link) {
    // Whoever comes second waits here, and then finds everything done.
    constexpr const char* onlyOne = "SELECT pg_advisory_xact_lock(hashtext('toitsu.version'))";
    if (auto locked = link.script(std::string("BEGIN; ") + onlyOne); !locked) return locked;
    const auto version = versionOf(link);
    if (!version) return fail(version.error());
    std::string sql;
    if (*version == 0)
        sql =
            "CREATE SCHEMA toitsu; CREATE TABLE toitsu.version (version integer NOT NULL); INSERT INTO toitsu.version "
            "VALUES "
            "(0);";
    for (std::int64_t step = *version; step < schemaVersion; ++step) sql += versions[static_cast<std::size_t>(step)];
    if (*version < schemaVersion) sql += "UPDATE toitsu.version SET version = " + std::to_string(schemaVersion) + ";";
    return link.script(sql + "COMMIT");
}

}  // namespace

Result<void> preparePostgres(PostgresLink& link) {
    const auto version = versionOf(link);
    if (!version) return fail(version.error());
    if (*version > schemaVersion) return newer(*version);
    if (*version == schemaVersion) return {};
    auto done = upgrade(link);
    if (!done) static_cast<void>(link.script("ROLLBACK"));  // the connection may be lost: then there is nothing to undo
    return done;
}

Result<void> beginSession(PostgresLink& link, const std::string& municipality) {
    // A committed answer must be on the disk, whatever the server's default is; a forgotten transaction must not hold
    // up the others.
    std::vector<PgStatement> settings{
        {"SELECT set_config('search_path', 'toitsu, pg_temp', false)"},
        {"SELECT set_config('idle_in_transaction_session_timeout', '60s', false)"},
        {"SELECT set_config('statement_timeout', '60s', false)"},
        {"SELECT set_config('lock_timeout', '20s', false)"},
        {"SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"},
        {"SELECT set_config(p, 'off', false) FROM unnest(ARRAY['enable_seqscan', 'enable_bitmapscan', "
         "'enable_hashjoin', "
         "'enable_mergejoin', 'enable_sort', 'jit']) AS p"},
        {municipality.empty() ? "SET ROLE toitsu_engine" : "SET ROLE toitsu_municipality"}};
    if (!municipality.empty())
        settings.push_back({"SELECT set_config('toitsu.municipality', $1, false)", {municipality}});
    const auto done = link.runAll(settings);
    if (!done) return fail(done.error());
    return {};
}

}  // namespace toitsu::workflows
