// The rows of station.sqlite that are about one case or page. A new table must have its place here, or in the list of
// those that hold nothing of a case: tests/unit/station/retention goes through all of them.

#include <algorithm>
#include <utility>

#include "apps/station/ended_cases.h"
#include "apps/station/retention/case_trace.h"

namespace toitsu::station {

namespace {

constexpr Instant kDayMillis = 24LL * 3600 * 1000;

template <class... Values>
Result<int> run(Database& database, const std::string& sql, const Values&... values) {
    return database.change(sql, values...);
}

Result<bool> isThere(Database& database, const std::string& table) {
    const auto count = database.number("SELECT count(*) FROM sqlite_schema WHERE name = '" + table + "'");
    if (!count) return fail(count.error());
    return *count > 0;
}

Result<void> deskRows(Database& database, const std::string& caseId) {
    const auto chosen = run(database, "INSERT INTO desk_purging SELECT task FROM desk_tasks WHERE case_id = ?", caseId);
    if (!chosen) return fail(chosen.error());
    for (const char* sql :
         {"DELETE FROM desk_entries WHERE task IN (SELECT task FROM desk_purging)",
          "DELETE FROM desk_items WHERE task IN (SELECT task FROM desk_purging)",
          "DELETE FROM desk_tasks WHERE task IN (SELECT task FROM desk_purging)", "DELETE FROM desk_purging"})
        if (const auto done = run(database, sql); !done) return fail(done.error());
    return {};
}

// A batch is named after its first file, or after the folder and day that it came from.
Result<void> original(Database& database, const std::string& sha256) {
    std::vector<std::pair<std::string, std::string>> files;  // batch, name
    auto done = database.each(
        "SELECT batch, name FROM intake_files WHERE sha256 = ? AND state >= 2",
        [&](const Statement& row) { files.emplace_back(row.text(0), row.text(1)); }, sha256);
    if (!done) return done;
    if (const auto gone = run(database, "DELETE FROM intake_files WHERE sha256 = ? AND state >= 2", sha256); !gone)
        return fail(gone.error());
    for (const auto& [batch, name] : files)
        if (const auto named = run(database,
                                   "UPDATE intake_batches SET name = coalesce((SELECT name FROM intake_files WHERE "
                                   "batch = ? ORDER BY number LIMIT 1), '') WHERE id = ? AND name = ?",
                                   batch, batch, name);
            !named)
            return fail(named.error());
    return {};
}

Result<void> page(Database& database, const std::string& id) {
    std::string batch;
    if (auto done = database.each(
            "SELECT batch FROM intake_pages WHERE page = ?", [&](const Statement& row) { batch = row.text(0); }, id);
        !done)
        return done;
    if (const auto gone = run(database, "DELETE FROM intake_pages WHERE page = ?", id); !gone)
        return fail(gone.error());
    const auto emptied = run(database,
                             "DELETE FROM intake_batches WHERE id = ? AND NOT EXISTS (SELECT 1 FROM intake_files WHERE "
                             "batch = intake_batches.id) AND NOT EXISTS (SELECT 1 FROM intake_pages WHERE batch = "
                             "intake_batches.id)",
                             batch);
    if (!emptied) return fail(emptied.error());
    return {};
}

// Answers to requests are kept for a day, so that a request that is sent again is done once.
Result<void> answers(Database& database, const LineRow& line, const CaseTrace& trace, Instant now) {
    const auto kept = isThere(database, "answers");
    if (!kept) return fail(kept.error());
    if (!*kept) return {};
    if (const auto done = run(database, "DELETE FROM answers WHERE at < ?", now - kDayMillis); !done)
        return fail(done.error());
    std::vector<std::string> names = trace.pages;
    names.push_back(line.subject);
    for (const std::string& name : names)
        if (const auto done = run(database, "DELETE FROM answers WHERE instr(body, ?) > 0", name); !done)
            return fail(done.error());
    return {};
}

}  // namespace

Result<std::int64_t> entriesOfCase(Database& database, const std::string& caseId) {
    std::int64_t count = 0;
    const auto done = database.each(
        "SELECT count(*) FROM desk_entries e JOIN desk_tasks t ON t.task = e.task WHERE t.case_id = ?",
        [&](const Statement& row) { count = row.integer(0); }, caseId);
    if (!done) return fail(done.error());
    return count;
}

Result<bool> originalIsNeeded(Database& database, const std::string& sha256, const CaseTrace& trace) {
    bool needed = false;
    auto done = database.each(
        "SELECT page FROM intake_pages WHERE page > ? AND page < ?",
        [&](const Statement& row) {
            const std::string id = row.text(0);
            needed = needed || std::find(trace.pages.begin(), trace.pages.end(), id) == trace.pages.end();
        },
        sha256 + "-", sha256 + ".");
    if (done)
        done = database.each(
            "SELECT 1 FROM intake_files WHERE sha256 = ? AND state < 2", [&](const Statement&) { needed = true; },
            sha256);
    if (!done) return fail(done.error());
    return needed;
}

Result<void> eraseRows(Database& database, const LineRow& line, const CaseTrace& trace,
                       const std::vector<std::string>& gone, Instant now) {
    if (line.kind == LineKind::onCase) {
        if (auto done = deskRows(database, line.subject); !done) return done;
        if (auto done = ended_cases::forget(database, line.subject); !done) return done;
        for (const char* sql :
             {"DELETE FROM findings WHERE case_id = ?", "DELETE FROM case_terms WHERE case_id = ?",
              "DELETE FROM figures_cases WHERE case_id = ?", "DELETE FROM intake_splits WHERE case_id = ?",
              // Up to where cases are counted: the next start begins behind those that are there then.
              "DELETE FROM figures_mark WHERE case_id = ?",
              "DELETE FROM retention_holds WHERE case_id = ? AND lifted IS NOT NULL"})
            if (const auto done = run(database, sql, line.subject); !done) return fail(done.error());
    }
    for (const std::string& sha256 : gone)
        if (auto done = original(database, sha256); !done) return done;
    for (const std::string& id : trace.pages)
        if (auto done = page(database, id); !done) return done;
    return answers(database, line, trace, now);
}

}  // namespace toitsu::station
