#include "apps/station/verify/desk_rows.h"

#include "base/json.h"

namespace toitsu::station {

namespace {

constexpr const char* kTables = R"sql(
CREATE TABLE desk_tasks (
    task TEXT PRIMARY KEY,
    kind INTEGER NOT NULL,
    case_id TEXT NOT NULL,
    municipality TEXT NOT NULL,
    form TEXT NOT NULL,
    layout TEXT NOT NULL,
    created INTEGER NOT NULL,
    forbidden TEXT NOT NULL,
    closed INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_tasks_open ON desk_tasks (created) WHERE closed IS NULL;
CREATE INDEX desk_tasks_by_case ON desk_tasks (case_id);

CREATE TABLE desk_items (
    item TEXT PRIMARY KEY,
    task TEXT NOT NULL,
    field TEXT NOT NULL,
    place INTEGER NOT NULL,
    first_by TEXT NOT NULL,
    payload TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_items_by_task ON desk_items (task, place, field);

CREATE TABLE desk_entries (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    task TEXT NOT NULL,
    item TEXT NOT NULL,
    field TEXT NOT NULL,
    mode TEXT NOT NULL,
    action TEXT NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    choose INTEGER NOT NULL,
    note TEXT NOT NULL,
    person TEXT NOT NULL,
    at INTEGER NOT NULL,
    lease TEXT NOT NULL,
    request TEXT NOT NULL,
    undoes TEXT NOT NULL,
    outcome TEXT NOT NULL,
    keystrokes INTEGER,
    active_ms INTEGER
) STRICT;
CREATE INDEX desk_entries_by_task ON desk_entries (task, number);
CREATE INDEX desk_entries_by_request ON desk_entries (person, request) WHERE request <> '';
CREATE UNIQUE INDEX desk_entries_undone_once ON desk_entries (undoes) WHERE undoes <> '';
CREATE TRIGGER desk_entries_are_not_changed BEFORE UPDATE ON desk_entries
BEGIN SELECT RAISE(ABORT, 'entries are append only'); END;
CREATE TRIGGER desk_entries_are_not_deleted BEFORE DELETE ON desk_entries
BEGIN SELECT RAISE(ABORT, 'entries are append only'); END;

CREATE TABLE desk_leases (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    mode TEXT NOT NULL,
    until INTEGER NOT NULL,
    items TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// Entries go only with their case, in the transaction that destroys it (retention/).
constexpr const char* kPurging = R"sql(
CREATE TABLE desk_purging (task TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
DROP TRIGGER desk_entries_are_not_deleted;
CREATE TRIGGER desk_entries_are_not_deleted BEFORE DELETE ON desk_entries
WHEN NOT EXISTS (SELECT 1 FROM desk_purging WHERE task = OLD.task)
BEGIN SELECT RAISE(ABORT, 'entries are append only'); END;
)sql";

std::string listText(const std::vector<std::string>& texts) {
    List list;
    for (const std::string& text : texts) list.emplace_back(text);
    return json::write(list);
}

std::vector<std::string> listOf(const std::string& text) {
    std::vector<std::string> out;
    const auto value = json::parse(text);
    if (value && value->list() != nullptr)
        for (const Value& one : *value->list())
            if (one.string() != nullptr) out.push_back(*one.string());
    return out;
}

template <class... Values>
Result<void> run(Database& database, const std::string& sql, const Values&... values) {
    if (const auto done = database.change(sql, values...); !done) return fail(done.error());
    return {};
}

template <class Row, class Read, class... Values>
Result<std::vector<Row>> rows(Database& database, const std::string& sql, Read read, const Values&... values) {
    std::vector<Row> out;
    const auto done = database.each(
        sql, [&](const Statement& row) { out.push_back(read(row)); }, values...);
    if (!done) return fail(done.error());
    return out;
}

const std::string kEntryColumns =
    "SELECT number, id, e.task, item, field, mode, action, code, text, choose, note, person, at, lease, request, "
    "undoes, outcome, keystrokes, active_ms FROM desk_entries e ";

ItemRow readItem(const Statement& row) {
    return {row.text(0), row.text(1), row.text(2), static_cast<int>(row.integer(3)), row.text(4), row.text(5)};
}

Entry readEntry(const Statement& row) {
    Entry entry;
    entry.number = row.integer(0);
    entry.id = row.text(1);
    entry.task = row.text(2);
    entry.item = row.text(3);
    entry.field = row.text(4);
    entry.mode = findMode(row.text(5)).value_or(Mode::exception);
    entry.action = findAction(row.text(6)).value_or(Action::doubt);
    entry.code = findCode(row.text(7)).value_or(Code::none);
    entry.text = row.text(8);
    entry.choose = static_cast<int>(row.integer(9));
    entry.note = row.text(10);
    entry.person = row.text(11);
    entry.at = row.integer(12);
    entry.lease = row.text(13);
    entry.request = row.text(14);
    entry.undoes = row.text(15);
    entry.outcome = row.text(16);
    entry.keystrokes = row.maybe(17);
    entry.activeMillis = row.maybe(18);
    return entry;
}

}  // namespace

const StationFile::Part& deskPart() {
    static const StationFile::Part part{"desk", {kTables, kPurging}};
    return part;
}

Result<void> putTask(Database& database, const TaskRow& task) {
    return run(database,
               "INSERT INTO desk_tasks (task, kind, case_id, municipality, form, layout, created, forbidden) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
               task.task, static_cast<int>(task.kind), task.caseId, task.municipality, task.form, task.layout,
               task.created, listText(task.forbidden));
}

Result<void> putItem(Database& database, const ItemRow& item) {
    return run(database,
               "INSERT INTO desk_items (item, task, field, place, first_by, payload) VALUES (?, ?, ?, ?, ?, ?) "
               "ON CONFLICT (item) DO UPDATE SET payload = excluded.payload",
               item.item, item.task, item.field, item.place, item.firstBy, item.payload);
}

Result<void> dropItem(Database& database, const std::string& item) {
    return run(database, "DELETE FROM desk_items WHERE item = ?", item);
}

Result<bool> closeTask(Database& database, const std::string& task, Instant at) {
    const auto changed =
        database.change("UPDATE desk_tasks SET closed = ? WHERE task = ? AND closed IS NULL", at, task);
    if (!changed) return fail(changed.error());
    return *changed > 0;
}

Result<void> putEntry(Database& database, const Entry& entry) {
    return run(database,
               "INSERT INTO desk_entries (id, task, item, field, mode, action, code, text, choose, note, person, at, "
               "lease, request, undoes, outcome, keystrokes, active_ms) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               entry.id, entry.task, entry.item, entry.field, std::string(modeName(entry.mode)),
               std::string(actionName(entry.action)), std::string(codeName(entry.code)), entry.text, entry.choose,
               entry.note, entry.person, entry.at, entry.lease, entry.request, entry.undoes, entry.outcome,
               entry.keystrokes, entry.activeMillis);
}

Result<void> putLease(Database& database, const LeaseRow& lease) {
    return run(database, "INSERT INTO desk_leases (id, person, mode, until, items) VALUES (?, ?, ?, ?, ?)", lease.id,
               lease.person, std::string(modeName(lease.mode)), lease.until, listText(lease.items));
}

Result<void> extendLease(Database& database, const std::string& lease, Instant until) {
    return run(database, "UPDATE desk_leases SET until = ? WHERE id = ?", until, lease);
}

Result<void> dropLease(Database& database, const std::string& lease) {
    return run(database, "DELETE FROM desk_leases WHERE id = ?", lease);
}

Result<std::vector<TaskRow>> openTasks(Database& database) {
    return rows<TaskRow>(database,
                         "SELECT task, kind, case_id, municipality, form, layout, created, forbidden FROM desk_tasks "
                         "WHERE closed IS NULL ORDER BY created",
                         [](const Statement& row) {
                             TaskRow task;
                             task.task = row.text(0);
                             task.kind = static_cast<TaskKind>(row.integer(1));
                             task.caseId = row.text(2);
                             task.municipality = row.text(3);
                             task.form = row.text(4);
                             task.layout = row.text(5);
                             task.created = row.integer(6);
                             task.forbidden = listOf(row.text(7));
                             return task;
                         });
}

Result<std::vector<std::string>> municipalitiesOf(Database& database, const std::string& task) {
    return rows<std::string>(
        database, "SELECT municipality FROM desk_tasks WHERE task = ?",
        [](const Statement& row) { return row.text(0); }, task);
}

Result<std::vector<ItemRow>> openItems(Database& database) {
    return rows<ItemRow>(
        database,
        "SELECT i.item, i.task, i.field, i.place, i.first_by, "
        "CASE WHEN t.kind = 2 OR i.first_by <> '' THEN i.payload ELSE '' END FROM desk_items i JOIN desk_tasks t "
        "ON t.task = i.task WHERE t.closed IS NULL",
        readItem);
}

Result<std::vector<Entry>> entriesOfOpenTasks(Database& database) {
    return rows<Entry>(database,
                       kEntryColumns + "JOIN desk_tasks t ON t.task = e.task WHERE t.closed IS NULL ORDER BY number",
                       readEntry);
}

Result<std::vector<Entry>> entriesOf(Database& database, const std::string& task) {
    return rows<Entry>(database, kEntryColumns + "WHERE e.task = ? ORDER BY number", readEntry, task);
}

Result<std::vector<Entry>> entriesOfRequest(Database& database, const std::string& person, const std::string& request) {
    return rows<Entry>(database, kEntryColumns + "WHERE person = ? AND request = ? AND request <> '' ORDER BY number",
                       readEntry, person, request);
}

Result<std::vector<Entry>> entryById(Database& database, const std::string& id) {
    return rows<Entry>(database, kEntryColumns + "WHERE id = ?", readEntry, id);
}

Result<std::vector<LeaseRow>> leases(Database& database) {
    return rows<LeaseRow>(database, "SELECT id, person, mode, until, items FROM desk_leases", [](const Statement& row) {
        return LeaseRow{row.text(0), row.text(1), findMode(row.text(2)).value_or(Mode::exception), row.integer(3),
                        listOf(row.text(4))};
    });
}

Result<std::vector<ItemRow>> itemsOf(Database& database, const std::string& task) {
    return rows<ItemRow>(database, "SELECT item, task, field, place, first_by, payload FROM desk_items WHERE task = ?",
                         readItem, task);
}

Result<bool> closedBefore(Database& database, const std::string& caseId) {
    const auto found = rows<std::string>(
        database, "SELECT task FROM desk_tasks WHERE case_id = ? AND kind = 1 AND closed IS NOT NULL LIMIT 1",
        [](const Statement& row) { return row.text(0); }, caseId);
    if (!found) return fail(found.error());
    return !found->empty();
}

Result<std::vector<ItemRow>> itemById(Database& database, const std::string& item) {
    return rows<ItemRow>(database, "SELECT item, task, field, place, first_by, payload FROM desk_items WHERE item = ?",
                         readItem, item);
}

}  // namespace toitsu::station
