#include "workflows/stores/sqlite.h"

#include <algorithm>
#include <filesystem>

#include "workflows/encoding.h"
#include "workflows/stores/schema.h"

namespace toitsu::workflows {

struct SqliteStore::Statements {
    Statement putDefinition, definition, newestDefinition;
    Statement insertCase, updateCase, findCase, cases;
    Statement insertEvent, history;
    Statement putWork, closeWork, findWork, openWork, dueWork, nextDue;

    static Result<std::unique_ptr<Statements>> prepare(const Database& database);
};

namespace {

#define CASE_COLUMNS "id, process, definition, municipality, business_key, status, started, sequence, state"
#define WORK_COLUMNS "id, case_id, municipality, kind, due, created"

tl::unexpected<Error> conflict() {
    return fail(
        ErrorKind::conflict, "W105",
        {"案件が同時に変更されました。もう一度行ってください。", "the case was changed at the same time; try again"});
}

StoredDefinition definitionFrom(const Statement& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4)};
}

StoredCase caseFrom(const Statement& row) {
    return {row.text(0),    row.text(1),    row.text(2),
            row.text(3),    row.text(4),    static_cast<CaseStatus>(row.integer(5)),
            row.integer(6), row.integer(7), row.text(8)};
}

Work workFrom(const Statement& row) {
    return {row.text(0),  row.text(1),   row.text(2), static_cast<Work::Kind>(row.integer(3)),
            row.maybe(4), row.integer(5)};
}

template <class T>
Result<std::vector<T>> rows(Statement& statement, T (*from)(const Statement&)) {
    std::vector<T> all;
    for (;;) {
        const auto row = statement.next();
        if (!row) return fail(row.error());
        if (!*row) return all;
        all.push_back(from(statement));
    }
}

template <class T>
Result<std::optional<T>> firstRow(Statement& statement, T (*from)(const Statement&)) {
    auto all = rows<T>(statement, from);
    if (!all) return fail(all.error());
    return all->empty() ? std::optional<T>() : std::optional<T>(std::move(all->front()));
}

// A check reads the whole file. After a clean end of a large file it is left out: a damaged page is then reported when
// it is read, and nothing is ever written on the strength of it.
bool worthChecking(const std::string& path) {
    constexpr std::uintmax_t small = 16u << 20;
    std::error_code absent;
    const auto log = std::filesystem::file_size(path + "-wal", absent);
    if (!absent && log > 0) return true;  // the last owner was killed
    const auto size = std::filesystem::file_size(path, absent);
    return !absent && size <= small;
}

int number(CaseStatus status) {
    return static_cast<int>(status);
}
int number(Work::Kind kind) {
    return static_cast<int>(kind);
}

}  // namespace

Result<std::unique_ptr<SqliteStore::Statements>> SqliteStore::Statements::prepare(const Database& database) {
    auto all = std::make_unique<Statements>();
    const std::pair<Statement*, const char*> wanted[] = {
        {&all->putDefinition,
         "INSERT INTO definitions (hash, process, xml, file, deployed) VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash) DO "
         "NOTHING"},
        {&all->definition, "SELECT hash, process, xml, file, deployed FROM definitions WHERE hash = ?"},
        {&all->newestDefinition,
         "SELECT hash, process, xml, file, deployed FROM definitions WHERE process = ? ORDER BY number DESC LIMIT 1"},
        {&all->insertCase,
         "INSERT INTO cases (" CASE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"},
        {&all->updateCase, "UPDATE cases SET status = ?, sequence = ?, state = ? WHERE id = ? AND sequence = ?"},
        {&all->findCase, "SELECT " CASE_COLUMNS " FROM cases WHERE id = ?"},
        {&all->cases, "SELECT " CASE_COLUMNS " FROM cases ORDER BY started, id"},
        {&all->insertEvent,
         "INSERT INTO events (case_id, sequence, at, kind, element, actor, detail) VALUES (?, ?, ?, ?, ?, ?, ?)"},
        {&all->history,
         "SELECT sequence, at, kind, element, actor, detail FROM events WHERE case_id = ? ORDER BY sequence"},
        {&all->putWork, "INSERT INTO work (" WORK_COLUMNS
                        ") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET due = excluded.due"},
        {&all->closeWork, "DELETE FROM work WHERE id = ?"},
        {&all->findWork, "SELECT " WORK_COLUMNS " FROM work WHERE id = ?"},
        {&all->openWork,
         "SELECT " WORK_COLUMNS " FROM work WHERE kind = ?1 AND (?2 = '' OR municipality = ?2) ORDER BY created, id"},
        {&all->dueWork,
         "SELECT " WORK_COLUMNS " FROM work WHERE kind = ? AND due IS NOT NULL AND due <= ? ORDER BY due, id LIMIT ?"},
        {&all->nextDue, "SELECT due FROM work WHERE kind = ? AND due IS NOT NULL ORDER BY due LIMIT 1"},
    };
    for (const auto& [statement, sql] : wanted) {
        auto prepared = database.prepare(sql);
        if (!prepared) return fail(prepared.error());
        *statement = std::move(*prepared);
    }
    return all;
}

SqliteStore::SqliteStore(std::unique_ptr<FileLock> lock, std::unique_ptr<Database> database,
                         std::unique_ptr<Statements> statements)
    : lock_(std::move(lock)), database_(std::move(database)), statements_(std::move(statements)) {}

SqliteStore::~SqliteStore() = default;

Result<std::shared_ptr<Store>> SqliteStore::open(const std::string& path) {
    auto lock = FileLock::take(path);
    if (!lock) return fail(lock.error());
    const bool suspicious = worthChecking(path);
    auto database = Database::open(path);
    if (!database) return fail(database.error());
    // FULL: a commit that was answered survives a power cut.
    for (const char* pragma :
         {"PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA trusted_schema = OFF"}) {
        if (const auto set = (*database)->run(pragma); !set) return fail(set.error());
    }
    const auto mode = (*database)->word("PRAGMA journal_mode = WAL");
    if (!mode) return fail(mode.error());
    if (*mode != "wal") {
        return fail(
            ErrorKind::input, "W100",
            {"このファイルシステムではデータベースを安全に書けません(WAL "
             "が使えません)。ネットワーク共有でなくローカルの"
             "ディスクに置いてください。",
             "the database cannot be written safely here (no WAL); keep it on a local disk, not on a network share"},
            {path});
    }
    if (const auto ready = prepareSchema(**database, path); !ready) return fail(ready.error());
    if (suspicious) {
        const auto sound = (*database)->word("PRAGMA quick_check(1)");
        if (!sound) return fail(sound.error());
        if (*sound != "ok") return (*database)->damaged();
    }
    auto statements = Statements::prepare(**database);
    if (!statements) return fail(statements.error());
    return std::shared_ptr<Store>(new SqliteStore(std::move(*lock), std::move(*database), std::move(*statements)));
}

Result<void> SqliteStore::putDefinition(const StoredDefinition& definition) {
    const std::lock_guard lock(mutex_);
    const auto put = statements_->putDefinition.bind(definition.hash)
                         .bind(definition.process)
                         .bind(definition.xml)
                         .bind(definition.file)
                         .bind(definition.deployed)
                         .run();
    if (!put) return fail(put.error());
    return {};
}

Result<std::optional<StoredDefinition>> SqliteStore::definition(const std::string& hash) const {
    const std::lock_guard lock(mutex_);
    return firstRow(statements_->definition.bind(hash), definitionFrom);
}

Result<std::optional<StoredDefinition>> SqliteStore::newestDefinition(const std::string& process) const {
    const std::lock_guard lock(mutex_);
    return firstRow(statements_->newestDefinition.bind(process), definitionFrom);
}

Result<void> SqliteStore::write(const Change& change) {
    const StoredCase& row = change.after;
    Statement& put = change.expected == 0 ? statements_->insertCase : statements_->updateCase;
    if (change.expected == 0) {
        put.bind(row.id).bind(row.process).bind(row.definition).bind(row.municipality).bind(row.businessKey);
        put.bind(number(row.status)).bind(row.started).bind(row.sequence).bind(row.state);
    } else {
        put.bind(number(row.status)).bind(row.sequence).bind(row.state).bind(row.id).bind(change.expected);
    }
    const auto changed = put.run();
    if (!changed) return fail(changed.error());
    if (*changed != 1) return conflict();
    std::int64_t sequence = change.expected;
    for (const Event& event : change.events) {
        const auto added = statements_->insertEvent.bind(row.id)
                               .bind(++sequence)
                               .bind(event.at)
                               .bind(event.kind)
                               .bind(event.element)
                               .bind(event.actor)
                               .bind(encode(event.detail))
                               .run();
        if (!added) return fail(added.error());
    }
    for (const std::string& id : change.closed) {
        if (const auto gone = statements_->closeWork.bind(id).run(); !gone) return fail(gone.error());
    }
    for (const Work& work : change.opened) {
        const auto added = statements_->putWork.bind(work.id)
                               .bind(work.caseId)
                               .bind(work.municipality)
                               .bind(number(work.kind))
                               .bind(work.due)
                               .bind(work.created)
                               .run();
        if (!added) return fail(added.error());
    }
    return {};
}

Result<void> SqliteStore::commit(const std::vector<Change>& changes) {
    const std::lock_guard lock(mutex_);
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return fail(transaction.error());
    for (const Change& change : changes) {
        if (const auto written = write(change); !written) return written;
    }
    return transaction->commit();
}

Result<std::optional<StoredCase>> SqliteStore::findCase(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    return firstRow(statements_->findCase.bind(id), caseFrom);
}

Result<std::vector<StoredCase>> SqliteStore::cases() const {
    const std::lock_guard lock(mutex_);
    return rows(statements_->cases, caseFrom);
}

Result<std::vector<HistoryEntry>> SqliteStore::history(const std::string& caseId) const {
    const std::lock_guard lock(mutex_);
    Statement& statement = statements_->history.bind(caseId);
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

Result<std::optional<Work>> SqliteStore::findWork(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    return firstRow(statements_->findWork.bind(id), workFrom);
}

Result<std::vector<Work>> SqliteStore::openWork(Work::Kind kind, const std::string& municipality) const {
    const std::lock_guard lock(mutex_);
    return rows(statements_->openWork.bind(number(kind)).bind(municipality), workFrom);
}

Result<std::vector<Work>> SqliteStore::dueWork(Work::Kind kind, Instant now, int most) const {
    const std::lock_guard lock(mutex_);
    return rows(statements_->dueWork.bind(number(kind)).bind(now).bind(std::max(most, 0)), workFrom);
}

Result<std::optional<Instant>> SqliteStore::nextDue(Work::Kind kind) const {
    const std::lock_guard lock(mutex_);
    const auto due =
        rows<Instant>(statements_->nextDue.bind(number(kind)), [](const Statement& row) { return row.integer(0); });
    if (!due) return fail(due.error());
    return due->empty() ? std::optional<Instant>() : std::optional<Instant>(due->front());
}

Result<std::shared_ptr<Store>> openSqlite(const std::string& path) {
    return SqliteStore::open(path);
}

}  // namespace toitsu::workflows
