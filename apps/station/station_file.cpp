#include "apps/station/station_file.h"

#include "workflows/stores/scrub.h"

namespace toitsu::station {

namespace {

// FULL: what was answered survives a power cut. The log is folded back every 16 MiB, by the writer.
constexpr const char* kWriting[] = {"PRAGMA synchronous = FULL",        "PRAGMA trusted_schema = OFF",
                                    "PRAGMA foreign_keys = ON",         "PRAGMA temp_store = MEMORY",
                                    "PRAGMA wal_autocheckpoint = 4096", "PRAGMA journal_size_limit = 67108864",
                                    "PRAGMA secure_delete = ON"};
constexpr const char* kReading[] = {"PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF",
                                    "PRAGMA temp_store = MEMORY"};

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

Result<std::int64_t> versionOf(Database& database, const std::string& part) {
    const auto statement = database.cached("SELECT version FROM parts WHERE name = ?");
    if (!statement) return fail(statement.error());
    const auto row = (*statement)->bind(part).next();
    if (!row) return fail(row.error());
    const std::int64_t version = *row ? (*statement)->integer(0) : 0;
    (*statement)->reset();
    return version;
}

Result<void> bringUp(Database& database, const std::string& path, const StationFile::Part& part) {
    const auto version = versionOf(database, part.name);
    if (!version) return fail(version.error());
    const auto known = static_cast<std::int64_t>(part.versions.size());
    if (*version > known)
        return fail(ErrorKind::input, "W101",
                    {"このデータベースは新しい Toitsu で書かれています。新しい版を使ってください。",
                     "this database was written by a newer Toitsu; use that one"},
                    {path});
    for (std::int64_t next = *version; next < known; ++next)
        if (auto made = database.run(part.versions[static_cast<std::size_t>(next)]); !made) return made;
    const auto statement = database.cached("INSERT OR REPLACE INTO parts (name, version) VALUES (?, ?)");
    if (!statement) return fail(statement.error());
    if (const auto kept = (*statement)->bind(part.name).bind(known).run(); !kept) return fail(kept.error());
    return {};
}

// One transaction: a file is as old as before, or wholly new.
Result<void> prepare(Database& database, const std::string& path, const std::vector<StationFile::Part>& parts) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    if (auto made = database.run("CREATE TABLE IF NOT EXISTS parts (name TEXT PRIMARY KEY, version INTEGER NOT NULL) "
                                 "STRICT, WITHOUT ROWID");
        !made)
        return made;
    for (const StationFile::Part& part : parts)
        if (auto up = bringUp(database, path, part); !up) return up;
    return transaction->commit();
}

}  // namespace

StationFile::StationFile(std::unique_ptr<Database> writing, std::string path)
    : path_(std::move(path)),
      writing_(std::move(writing)),
      writer_({[this] { return writing_->run("BEGIN IMMEDIATE"); }, [this] { return writing_->run("COMMIT"); },
               // When the rollback itself fails, SQLite has rolled back already, or the log does so on opening.
               [this] { static_cast<void>(writing_->run("ROLLBACK")); }}) {}

StationFile::~StationFile() = default;

Result<std::unique_ptr<StationFile>> StationFile::open(const std::string& path, const std::vector<Part>& parts) {
    auto database = Database::open(path);
    if (!database) return fail(database.error());
    if (const auto done = set(**database, kWriting); !done) return fail(done.error());
    if (const auto done = useLog(**database, path); !done) return fail(done.error());
    if (const auto ready = prepare(**database, path, parts); !ready) return fail(ready.error());
    return std::unique_ptr<StationFile>(new StationFile(std::move(*database), path));
}

std::future<Result<void>> StationFile::writeLater(Make make, std::size_t bytes) {
    return writer_.later([this, make = std::move(make)] { return make(*writing_); }, bytes);
}

Result<void> StationFile::scrub() {
    return writer_.between([this] { return workflows::scrub(*writing_); }).get();
}

Result<std::unique_ptr<Database>> StationFile::borrow() const {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    auto database = Database::open(path_, Database::Use::read);
    if (!database) return fail(database.error());
    if (const auto done = set(**database, kReading); !done) return fail(done.error());
    return std::move(*database);
}

void StationFile::giveBack(std::unique_ptr<Database> connection) const {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
}

}  // namespace toitsu::station
