// What writes without a case's events, and claims. LIMIT stands in the SQL as a number: with a parameter the planner
// takes a plan for ten per cent of the table, which was measured a hundred times slower.

#include "workflows/stores/postgres_store.h"

#include <algorithm>

#include "workflows/stores/postgres_rows.h"
#include "workflows/stores/postgres_schema.h"

namespace toitsu::workflows {

PostgresStore::PostgresStore(const PostgresPlace& place)
    : reservationMillis_(place.reservationMillis),
      pool_(place.where, place.municipality),
      writer_(pool_, place.patienceMillis) {}

std::future<Result<void>> PostgresStore::commitLater(std::vector<Change> changes) {
    return writer_.later(std::move(changes));
}

Result<void> PostgresStore::putDefinition(const StoredDefinition& definition) {
    PgArray processes;
    for (const std::string& process : definition.processes) processes.add(process);
    const auto put = pool_.ask(
        "WITH new AS (INSERT INTO definitions (hash, xml, file, deployed) VALUES ($1, $2, $3, $4::bigint) ON CONFLICT "
        "DO "
        "NOTHING RETURNING number) INSERT INTO processes SELECT p, number FROM unnest($5::text[]) AS p, new ON "
        "CONFLICT DO "
        "NOTHING",
        {definition.hash, toPg(definition.xml), toPg(definition.file), std::to_string(definition.deployed),
         processes.text()});
    if (!put) return fail(put.error());
    return {};
}

Result<void> PostgresStore::putMessage(const StoredMessage& message) {
    const auto put = pool_.ask(
        "INSERT INTO messages (id, municipality, name, key, variables, received, expires) VALUES ($1, $2, $3, $4, $5, "
        "$6::bigint, $7::bigint) ON CONFLICT DO NOTHING",
        {toPg(message.id), message.municipality, toPg(message.name), toPg(message.key), toPg(message.variables),
         std::to_string(message.received), std::to_string(message.expires)});
    if (!put) return fail(put.error());
    return {};
}

Result<void> PostgresStore::dropMessage(const std::string& id) {
    const auto gone = pool_.ask("DELETE FROM messages WHERE id = $1", {toPg(id)});
    if (!gone) return fail(gone.error());
    return {};
}

Result<std::vector<Work>> PostgresStore::takeDue(Work::Kind kind, Instant now, int most) {
    if (most <= 0) return std::vector<Work>();
    // A reservation that is lost with the server costs a conflict and no more, so it need not wait for the disk.
    const std::string clock = "(SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint)";
    const std::string claim =
        "WITH mine AS MATERIALIZED (SELECT id FROM work WHERE kind = $1::smallint AND due IS NOT NULL AND due <= "
        "$2::bigint "
        "AND reserved_until <= " +
        clock + " ORDER BY due, id LIMIT " + std::to_string(most) +
        " FOR UPDATE SKIP LOCKED) UPDATE work SET reserved_until = " + clock +
        " + $3::bigint FROM mine WHERE work.id = mine.id "
        "RETURNING " +
        workColumns("work.");
    auto answers = pool_.ask(
        {{"BEGIN"},
         {"SET LOCAL synchronous_commit TO off"},
         {claim, {std::to_string(static_cast<int>(kind)), std::to_string(now), std::to_string(reservationMillis_)}},
         {"COMMIT"}});
    if (!answers) return fail(std::move(answers.error()));
    auto taken = workFrom((*answers)[2]);
    std::ranges::sort(taken, {}, [](const Work& work) { return std::pair(work.due.value_or(0), work.id); });
    return taken;
}

Result<int> PostgresStore::purge(const std::string& municipality, const std::string& process, Instant endedBefore,
                                 int most) {
    const std::string gone =
        "WITH purging AS (DELETE FROM cases WHERE number IN (SELECT number FROM cases WHERE ended IS NOT NULL AND "
        "ended < "
        "$1::bigint AND ($2 = '' OR municipality = $2) AND ($3 = '' OR process = $3) ORDER BY ended LIMIT " +
        std::to_string(std::max(most, 0)) +
        " FOR UPDATE SKIP LOCKED) RETURNING number, id), "
        "w AS (DELETE FROM work USING purging WHERE case_id = purging.id), "
        "s AS (DELETE FROM snapshots USING purging WHERE case_number = purging.number), "
        "e AS (DELETE FROM events USING purging WHERE case_number = purging.number) SELECT count(*) FROM purging";
    const auto answers = pool_.ask({{"BEGIN"},
                                    {"SET LOCAL toitsu.purging TO 'yes'"},
                                    {gone, {std::to_string(endedBefore), municipality, toPg(process)}},
                                    {"COMMIT"}});
    if (!answers) return fail(answers.error());
    return static_cast<int>((*answers)[2].integer(0, 0));
}

Result<int> PostgresStore::purgeCases(const std::vector<std::string>& ids) {
    PgArray all;
    for (const std::string& id : ids) all.add(id);
    const auto answers =
        pool_.ask({{"BEGIN"},
                   {"SET LOCAL toitsu.purging TO 'yes'"},
                   {"WITH purging AS (DELETE FROM cases WHERE ended IS NOT NULL AND id = ANY($1::text[]) RETURNING "
                    "number, id), "
                    "w AS (DELETE FROM work USING purging WHERE case_id = purging.id), "
                    "s AS (DELETE FROM snapshots USING purging WHERE case_number = purging.number), "
                    "e AS (DELETE FROM events USING purging WHERE case_number = purging.number) "
                    "SELECT count(*) FROM purging",
                    {all.text()}},
                   {"COMMIT"}});
    if (!answers) return fail(answers.error());
    return static_cast<int>((*answers)[2].integer(0, 0));
}

// The server's own business: dead rows go with autovacuum, log and archive with the server's keeping of them.
Result<void> PostgresStore::scrub() {
    return {};
}

Result<std::shared_ptr<Store>> openPostgres(const PostgresPlace& place) {
    auto link = PostgresLink::open(place.where);
    if (!link) return fail(std::move(link.error()));
    if (auto ready = preparePostgres(**link); !ready) return fail(std::move(ready.error()));
    if (auto begun = beginSession(**link, place.municipality); !begun) return fail(std::move(begun.error()));
    return std::make_shared<PostgresStore>(place);
}

}  // namespace toitsu::workflows
