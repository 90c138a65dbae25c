#include "workflows/stores/sqlite.h"

#include <filesystem>

#include "workflows/stores/schema.h"
#include "workflows/stores/scrub.h"

namespace toitsu::workflows {

namespace {

constexpr int mostReaders = 4;

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

// FULL: a commit that was answered survives a power cut. The log is folded back into the file every 16 MiB, by the
// writer.
constexpr const char* writing[] = {"PRAGMA synchronous = FULL",        "PRAGMA trusted_schema = OFF",
                                   "PRAGMA cache_size = -65536",       "PRAGMA temp_store = MEMORY",
                                   "PRAGMA wal_autocheckpoint = 4096", "PRAGMA journal_size_limit = 67108864",
                                   "PRAGMA secure_delete = ON"};
constexpr const char* reading[] = {"PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF",
                                   "PRAGMA cache_size = -16384", "PRAGMA temp_store = MEMORY"};

template <std::size_t count>
Result<void> set(Database& database, const char* const (&pragmas)[count]) {
    for (const char* pragma : pragmas)
        if (auto done = database.run(pragma); !done) return done;
    return {};
}

Result<void> useLog(Database& database, const std::string& path) {
    const auto mode = database.word("PRAGMA journal_mode = WAL");
    if (!mode) return fail(mode.error());
    if (*mode == "wal") return {};
    return fail(
        ErrorKind::input, "W100",
        {"このファイルシステムではデータベースを安全に書けません(WAL が使えません)。ネットワーク共有でなくローカルの"
         "ディスクに置いてください。",
         "the database cannot be written safely here (no WAL); keep it on a local disk, not on a network share"},
        {path});
}

// About what a change writes; a group ends when it has become large.
std::size_t weigh(const std::vector<Change>& changes) {
    std::size_t bytes = 0;
    for (const Change& change : changes)
        bytes += change.after.snapshot.size() + change.events.size() * 300 + change.opened.size() * 200 + 300;
    return bytes;
}

}  // namespace

Result<std::unique_ptr<SqliteTables>> SqliteReaders::take() {
    std::unique_lock lock(mutex_);
    given_.wait(lock, [this] { return !idle_.empty() || opened_ < mostReaders; });
    if (!idle_.empty()) {
        auto tables = std::move(idle_.back());
        idle_.pop_back();
        return tables;
    }
    auto database = Database::open(path_, Database::Use::read);
    if (!database) return fail(database.error());
    if (const auto done = set(**database, reading); !done) return fail(done.error());
    ++opened_;
    return std::make_unique<SqliteTables>(std::move(*database));
}

void SqliteReaders::give(std::unique_ptr<SqliteTables> tables) {
    {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(tables));
    }
    given_.notify_one();
}

SqliteStore::SqliteStore(std::unique_ptr<FileLock> lock, std::unique_ptr<SqliteTables> tables, const std::string& path)
    : lock_(std::move(lock)),
      tables_(std::move(tables)),
      readers_(path),
      writer_({[this] { return tables_->database().run("BEGIN IMMEDIATE"); },
               [this] { return tables_->database().run("COMMIT"); },
               // When the rollback itself fails, SQLite has rolled back already, or the log does so on opening.
               [this] { static_cast<void>(tables_->database().run("ROLLBACK")); }}) {}

SqliteStore::~SqliteStore() = default;

Result<std::shared_ptr<Store>> SqliteStore::open(const std::string& path) {
    auto lock = FileLock::take(path);
    if (!lock) return fail(lock.error());
    const bool suspicious = worthChecking(path);
    auto database = Database::open(path);
    if (!database) return fail(database.error());
    if (const auto done = set(**database, writing); !done) return fail(done.error());
    if (const auto done = useLog(**database, path); !done) return fail(done.error());
    if (const auto ready = prepareSchema(**database, path); !ready) return fail(ready.error());
    if (suspicious) {
        const auto sound = (*database)->word("PRAGMA quick_check(1)");
        if (!sound) return fail(sound.error());
        if (*sound != "ok") return (*database)->damaged();
    }
    auto tables = std::make_unique<SqliteTables>(std::move(*database));
    return std::shared_ptr<Store>(new SqliteStore(std::move(*lock), std::move(tables), path));
}

std::future<Result<void>> SqliteStore::commitLater(std::vector<Change> changes) {
    const std::size_t weight = weigh(changes);
    auto make = [this, changes = std::move(changes)]() -> Result<void> {
        if (auto possible = canBeMade(changes, *tables_); !possible) return possible;
        for (const Change& change : changes)
            if (auto made = tables_->make(change); !made) return made;
        return {};
    };
    return writer_.later(std::move(make), weight);
}

Result<void> SqliteStore::putDefinition(const StoredDefinition& definition) {
    return writer_.later([&] { return tables_->putDefinition(definition); }).get();
}

Result<void> SqliteStore::putMessage(const StoredMessage& message) {
    return writer_.later([&] { return tables_->putMessage(message); }).get();
}

Result<void> SqliteStore::dropMessage(const std::string& id) {
    return writer_.later([&] { return tables_->dropMessage(id); }).get();
}

Result<int> SqliteStore::purge(const std::string& municipality, const std::string& process, Instant endedBefore,
                               int most) {
    int count = 0;
    const auto made = writer_
                          .later([&]() -> Result<void> {
                              const auto purged = tables_->purge(municipality, process, endedBefore, most);
                              if (!purged) return fail(purged.error());
                              count = *purged;
                              return {};
                          })
                          .get();
    if (!made) return fail(made.error());
    return count;
}

Result<int> SqliteStore::purgeCases(const std::vector<std::string>& ids) {
    int count = 0;
    const auto made = writer_
                          .later([&]() -> Result<void> {
                              const auto purged = tables_->purgeCases(ids);
                              if (!purged) return fail(purged.error());
                              count = *purged;
                              return {};
                          })
                          .get();
    if (!made) return fail(made.error());
    return count;
}

Result<void> SqliteStore::scrub() {
    return writer_.between([&] { return workflows::scrub(tables_->database()); }).get();
}

Result<std::optional<StoredDefinition>> SqliteStore::definition(const std::string& hash) const {
    return readers_.ask([&](SqliteTables& tables) { return tables.definition(hash); });
}

Result<std::optional<StoredDefinition>> SqliteStore::newestDefinition(const std::string& process) const {
    return readers_.ask([&](SqliteTables& tables) { return tables.newestDefinition(process); });
}

Result<std::optional<std::string>> SqliteStore::newestHash(const std::string& process) const {
    return readers_.ask([&](SqliteTables& tables) { return tables.newestHash(process); });
}

Result<std::vector<std::pair<std::string, std::string>>> SqliteStore::newestDefinitions() const {
    return readers_.ask([](SqliteTables& tables) { return tables.newestDefinitions(); });
}

Result<std::optional<StoredCase>> SqliteStore::findCase(const std::string& id) const {
    return readers_.ask([&](SqliteTables& tables) { return tables.findCase(id); });
}

Result<std::vector<StoredCase>> SqliteStore::cases(const CaseQuery& query) const {
    return readers_.ask([&](SqliteTables& tables) { return tables.cases(query); });
}

Result<std::int64_t> SqliteStore::countCases(const CaseQuery& query) const {
    return readers_.ask([&](SqliteTables& tables) { return tables.countCases(query); });
}

Result<std::vector<HistoryEntry>> SqliteStore::history(const std::string& caseId, std::int64_t after,
                                                       std::int64_t most) const {
    return readers_.ask([&](SqliteTables& tables) { return tables.history(caseId, after, most); });
}

Result<std::optional<Work>> SqliteStore::findWork(const std::string& id) const {
    return readers_.ask([&](SqliteTables& tables) { return tables.findWork(id); });
}

Result<std::vector<Work>> SqliteStore::openWork(const WorkQuery& query) const {
    return readers_.ask([&](SqliteTables& tables) { return tables.openWork(query); });
}

Result<std::vector<Work>> SqliteStore::takeDue(Work::Kind kind, Instant now, int most) {
    return readers_.ask([&](SqliteTables& tables) { return tables.due(kind, now, most); });
}

Result<std::optional<Instant>> SqliteStore::nextDue(Work::Kind kind) const {
    return readers_.ask([&](SqliteTables& tables) { return tables.nextDue(kind); });
}

Result<std::vector<StoredMessage>> SqliteStore::messages(const std::string& municipality, const std::string& name,
                                                         const std::optional<std::string>& key, Instant now,
                                                         int most) const {
    return readers_.ask([&](SqliteTables& tables) { return tables.messages(municipality, name, key, now, most); });
}

Result<std::shared_ptr<Store>> openSqlite(const std::string& path) {
    return SqliteStore::open(path);
}

}  // namespace toitsu::workflows
