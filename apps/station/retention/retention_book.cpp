#include "apps/station/retention/retention_book.h"

#include <algorithm>

namespace toitsu::station {

namespace {

constexpr const char* kTables = R"sql(
CREATE TABLE retention_holds (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id TEXT NOT NULL,
    municipality TEXT NOT NULL,
    reason TEXT NOT NULL,
    person TEXT NOT NULL,
    at INTEGER NOT NULL,
    lifted_by TEXT NOT NULL DEFAULT '',
    lifted INTEGER
) STRICT;
CREATE UNIQUE INDEX retention_holds_stand ON retention_holds (case_id) WHERE lifted IS NULL;
CREATE INDEX retention_holds_by_case ON retention_holds (case_id);

CREATE TABLE retention_disposals (
    id TEXT PRIMARY KEY,
    municipality TEXT NOT NULL,
    state INTEGER NOT NULL,
    asked_by TEXT NOT NULL,
    asked INTEGER NOT NULL,
    note TEXT NOT NULL,
    decided_by TEXT NOT NULL DEFAULT '',
    decided INTEGER NOT NULL DEFAULT 0,
    finished INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX retention_disposals_by_time ON retention_disposals (municipality, asked);
CREATE INDEX retention_disposals_open ON retention_disposals (decided) WHERE state IN (1, 2);

CREATE TABLE retention_lines (
    disposal TEXT NOT NULL,
    subject TEXT NOT NULL,
    kind INTEGER NOT NULL,
    form TEXT NOT NULL,
    title TEXT NOT NULL,
    version INTEGER NOT NULL,
    began INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    period TEXT NOT NULL,
    begins TEXT NOT NULL,
    due TEXT NOT NULL,
    again TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    why TEXT NOT NULL DEFAULT '',
    plan TEXT NOT NULL DEFAULT '',
    counts TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (disposal, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX retention_lines_to_do ON retention_lines (disposal, state, due) WHERE state < 2;
CREATE INDEX retention_lines_by_subject ON retention_lines (subject);

CREATE TABLE retention_records (
    municipality TEXT NOT NULL,
    number INTEGER NOT NULL,
    disposal TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (municipality, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER retention_records_are_not_changed BEFORE UPDATE ON retention_records
BEGIN SELECT RAISE(ABORT, 'records are kept for good'); END;
CREATE TRIGGER retention_records_are_not_removed BEFORE DELETE ON retention_records
BEGIN SELECT RAISE(ABORT, 'records are kept for good'); END;
)sql";

const std::string kDisposal =
    "SELECT id, municipality, state, asked_by, asked, note, decided_by, decided, finished FROM retention_disposals ";
const std::string kLine =
    "SELECT disposal, subject, kind, form, title, version, began, ended, period, begins, due, again, state, why, plan, "
    "counts FROM retention_lines ";
const std::string kHold = "SELECT number, case_id, municipality, reason, person, at FROM retention_holds ";
const std::string kListed =
    "SELECT l.subject, d.state, l.state FROM retention_lines l JOIN retention_disposals d ON d.id = l.disposal "
    "WHERE d.state IN (0, 1) AND l.state < 2 AND ";

const std::string kRecord = "SELECT municipality, number, disposal, at, text, sha256 FROM retention_records ";

RecordRow recordOfRow(const Statement& row) {
    return {row.text(0), row.integer(1), row.text(2), row.integer(3), row.text(4), row.text(5)};
}

DisposalRow disposalOf(const Statement& row) {
    return {row.text(0), row.text(1),    static_cast<DisposalState>(row.integer(2)),
            row.text(3), row.text(5),    row.integer(4),
            row.text(6), row.integer(7), row.integer(8)};
}

HoldRow holdOfRow(const Statement& row) {
    return {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5)};
}

LineRow lineOf(const Statement& row) {
    LineRow line;
    line.disposal = row.text(0);
    line.subject = row.text(1);
    line.kind = static_cast<LineKind>(row.integer(2));
    line.form = row.text(3);
    line.title = row.text(4);
    line.version = row.integer(5);
    line.began = row.integer(6);
    line.ended = row.integer(7);
    line.period = row.text(8);
    line.begins = Date::parse(row.text(9)).value_or(Date{});
    line.due = Date::parse(row.text(10)).value_or(Date{});
    line.again = row.text(11);
    line.state = static_cast<LineState>(row.integer(12));
    line.why = row.text(13);
    line.plan = row.text(14);
    line.counts = row.text(15);
    return line;
}

template <class Row, class Read, class... Values>
Result<std::vector<Row>> rows(Database& database, const std::string& sql, Read read, const Values&... values) {
    std::vector<Row> out;
    const auto done = database.each(
        sql, [&](const Statement& row) { out.push_back(read(row)); }, values...);
    if (!done) return fail(done.error());
    return out;
}

template <class Row>
Result<std::optional<Row>> first(Result<std::vector<Row>> all) {
    if (!all) return fail(all.error());
    return all->empty() ? std::optional<Row>() : std::optional<Row>(std::move(all->front()));
}

template <class... Values>
Result<void> run(Database& database, const std::string& sql, const Values&... values) {
    if (const auto done = database.change(sql, values...); !done) return fail(done.error());
    return {};
}

template <class... Values>
Result<bool> changed(Database& database, const std::string& sql, const Values&... values) {
    const auto done = database.change(sql, values...);
    if (!done) return fail(done.error());
    return *done > 0;
}

retention_book::Listed listedRow(const Statement& row) {
    return {row.text(0), static_cast<DisposalState>(row.integer(1)), static_cast<LineState>(row.integer(2))};
}

}  // namespace

std::string_view disposalStateName(DisposalState state) {
    switch (state) {
        case DisposalState::asked:
            return "asked";
        case DisposalState::approved:
        case DisposalState::recorded:
            return "approved";
        case DisposalState::done:
            return "done";
        case DisposalState::withdrawn:
            return "withdrawn";
    }
    return "asked";
}

std::string_view lineStateName(LineState state) {
    switch (state) {
        case LineState::listed:
            return "listed";
        case LineState::erasing:
            return "erasing";
        case LineState::erased:
            return "erased";
        case LineState::spared:
            return "spared";
    }
    return "listed";
}

namespace retention_book {

StationFile::Part tables() {
    return {"retention", {kTables}};
}

Result<bool> putHold(Database& database, const HoldRow& hold) {
    return changed(database,
                   "INSERT INTO retention_holds (case_id, municipality, reason, person, at) VALUES (?, ?, ?, ?, ?) "
                   "ON CONFLICT DO NOTHING",
                   hold.caseId, hold.municipality, hold.reason, hold.person, hold.at);
}

Result<bool> liftHold(Database& database, const std::string& caseId, const std::string& person, Instant at) {
    return changed(database,
                   "UPDATE retention_holds SET lifted_by = ?, lifted = ? WHERE case_id = ? AND lifted IS NULL", person,
                   at, caseId);
}

Result<void> putDisposal(Database& database, const DisposalRow& disposal, const std::vector<LineRow>& lines) {
    if (auto put = run(database,
                       "INSERT INTO retention_disposals (id, municipality, state, asked_by, asked, note) "
                       "VALUES (?, ?, ?, ?, ?, ?)",
                       disposal.id, disposal.municipality, static_cast<int>(disposal.state), disposal.askedBy,
                       disposal.asked, disposal.note);
        !put)
        return put;
    for (const LineRow& line : lines)
        if (auto put = run(database,
                           "INSERT INTO retention_lines (disposal, subject, kind, form, title, version, began, ended, "
                           "period, begins, due, again) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           disposal.id, line.subject, static_cast<int>(line.kind), line.form, line.title, line.version,
                           line.began, line.ended, line.period, line.begins.iso(), line.due.iso(), line.again);
            !put)
            return put;
    return {};
}

Result<void> disposalIs(Database& database, const DisposalRow& disposal) {
    return run(database,
               "UPDATE retention_disposals SET state = ?, decided_by = ?, decided = ?, finished = ? WHERE id = ?",
               static_cast<int>(disposal.state), disposal.decidedBy, disposal.decided, disposal.finished, disposal.id);
}

Result<void> lineIs(Database& database, const LineRow& line) {
    return run(database,
               "UPDATE retention_lines SET state = ?, why = ?, plan = ?, counts = ? WHERE disposal = ? AND subject = ?",
               static_cast<int>(line.state), line.why, line.plan, line.counts, line.disposal, line.subject);
}

Result<void> putRecord(Database& database, const RecordRow& record) {
    return run(database,
               "INSERT INTO retention_records (municipality, number, disposal, at, text, sha256) "
               "VALUES (?, ?, ?, ?, ?, ?)",
               record.municipality, record.number, record.disposal, record.at, record.text, record.sha256);
}

Result<std::vector<HoldRow>> holds(Database& database, const std::string& municipality) {
    return rows<HoldRow>(database, kHold + "WHERE lifted IS NULL AND (? = '' OR municipality = ?) ORDER BY number",
                         holdOfRow, municipality, municipality);
}

Result<std::optional<HoldRow>> holdOf(Database& database, const std::string& caseId) {
    return first(rows<HoldRow>(database, kHold + "WHERE lifted IS NULL AND case_id = ?", holdOfRow, caseId));
}

Result<std::optional<DisposalRow>> disposal(Database& database, const std::string& id) {
    return first(rows<DisposalRow>(database, kDisposal + "WHERE id = ?", disposalOf, id));
}

Result<std::vector<DisposalRow>> disposals(Database& database, const std::vector<std::string>& municipalities) {
    std::vector<DisposalRow> all;
    for (const std::string& municipality : municipalities) {
        auto some = rows<DisposalRow>(database, kDisposal + "WHERE municipality = ?", disposalOf, municipality);
        if (!some) return some;
        all.insert(all.end(), some->begin(), some->end());
    }
    std::sort(all.begin(), all.end(), [](const DisposalRow& a, const DisposalRow& b) {
        return a.asked != b.asked ? a.asked > b.asked : a.id < b.id;
    });
    return all;
}

Result<std::optional<DisposalRow>> nextToDo(Database& database) {
    return first(rows<DisposalRow>(database, kDisposal + "WHERE state IN (1, 2) ORDER BY decided LIMIT 1", disposalOf));
}

Result<std::vector<LineRow>> lines(Database& database, const std::string& disposal, std::int64_t from,
                                   std::int64_t most) {
    return rows<LineRow>(database, kLine + "WHERE disposal = ? ORDER BY kind, due, subject LIMIT ? OFFSET ?", lineOf,
                         disposal, most, from);
}

Result<Tally> tally(Database& database, const std::string& disposal) {
    Tally out;
    const auto done = database.each(
        "SELECT kind, state, count(*) FROM retention_lines WHERE disposal = ? GROUP BY kind, state",
        [&](const Statement& row) {
            const std::int64_t many = row.integer(2);
            (static_cast<LineKind>(row.integer(0)) == LineKind::onCase ? out.cases : out.pages) += many;
            const auto state = static_cast<LineState>(row.integer(1));
            if (state == LineState::erased) out.erased += many;
            if (state == LineState::spared) out.spared += many;
        },
        disposal);
    if (!done) return fail(done.error());
    return out;
}

Result<std::optional<LineRow>> nextLine(Database& database, const std::string& disposal) {
    // One that was begun first. Each by the index: a list is gone through line by line.
    for (const LineState state : {LineState::erasing, LineState::listed}) {
        auto next =
            first(rows<LineRow>(database, kLine + "WHERE disposal = ? AND state = ? AND state < 2 ORDER BY due LIMIT 1",
                                lineOf, disposal, static_cast<std::int64_t>(state)));
        if (!next || *next) return next;
    }
    return std::optional<LineRow>();
}

Result<std::vector<Listed>> listed(Database& database, const std::string& municipality) {
    return rows<Listed>(database, kListed + "d.municipality = ?", listedRow, municipality);
}

Result<std::optional<Listed>> listedOf(Database& database, const std::string& subject) {
    return first(rows<Listed>(database, kListed + "l.subject = ?", listedRow, subject));
}

Result<std::vector<std::int64_t>> recordNumbers(Database& database, const std::string& municipality) {
    return rows<std::int64_t>(
        database, "SELECT number FROM retention_records WHERE municipality = ?",
        [](const Statement& row) { return row.integer(0); }, municipality);
}

Result<std::optional<RecordRow>> record(Database& database, const std::string& municipality, std::int64_t number) {
    return first(rows<RecordRow>(database, kRecord + "WHERE municipality = ? AND number = ?", recordOfRow, municipality,
                                 number));
}

Result<std::vector<RecordRow>> records(Database& database, const std::optional<std::string>& municipality) {
    return municipality ? rows<RecordRow>(database, kRecord + "WHERE municipality = ? ORDER BY number", recordOfRow,
                                          *municipality)
                        : rows<RecordRow>(database, kRecord + "ORDER BY municipality, number", recordOfRow);
}

}  // namespace retention_book

}  // namespace toitsu::station
