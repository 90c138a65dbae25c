#include "apps/server/sessions.h"

#include "apps/server/account_store.h"
#include "apps/server/secrets.h"

namespace toitsu::server {

namespace {

constexpr const char* kTables =
    "CREATE TABLE sessions (hash TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts (id), began INTEGER NOT "
    "NULL, seen INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX sessions_of_account ON sessions (account);";

// How often the database hears of a sign of life. After a restart a session is at most so much older than it was.
constexpr Instant kSeenEvery = 5 * 60'000;

Result<void> done(Result<int> rows) {
    if (!rows) return fail(rows.error());
    return {};
}

}  // namespace

station::StationFile::Part Sessions::tables() {
    return {"sessions", {kTables}};
}

Result<std::unique_ptr<Sessions>> Sessions::open(station::StationFile& file, Now now) {
    std::unique_ptr<Sessions> sessions(new Sessions(file, std::move(now)));
    if (const auto loaded = sessions->load(); !loaded) return fail(loaded.error());
    return sessions;
}

Result<void> Sessions::load() {
    const Instant now = now_();
    const auto cleaned = file_.write([&](Database& database) -> Result<void> {
        const auto statement = database.cached("DELETE FROM sessions WHERE seen < ? OR began < ?");
        if (!statement) return fail(statement.error());
        return done((*statement)->bind(now - kIdle).bind(now - kLongest).run());
    });
    if (!cleaned) return cleaned;
    return file_.read([&](Database& database) -> Result<void> {
        auto statement = database.prepare("SELECT hash, account, began, seen FROM sessions");
        if (!statement) return fail(statement.error());
        const std::lock_guard lock(mutex_);
        for (;;) {
            const auto row = statement->next();
            if (!row) return fail(row.error());
            if (!*row) return {};
            const auto account = accounts::byId(database, statement->text(1));
            if (!account) return fail(account.error());
            if (!*account || (*account)->locked) continue;
            sessions_[statement->text(0)] = {(*account)->id, (*account)->access(), statement->integer(2),
                                             statement->integer(3), statement->integer(3)};
        }
    });
}

std::optional<Access> Sessions::who(std::string_view token) {
    const std::string hash = tokenHash(token);
    const Instant now = now_();
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(hash);
    if (found == sessions_.end()) return std::nullopt;
    Session& session = found->second;
    if (over(session, now)) {
        sessions_.erase(found);
        return std::nullopt;
    }
    session.seen = now;
    if (session.kept + kSeenEvery <= now) keepSeen(hash, session);
    return session.access;
}

std::optional<Access> Sessions::still(std::string_view token) const {
    const std::string hash = tokenHash(token);
    const Instant now = now_();
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(hash);
    if (found == sessions_.end() || over(found->second, now)) return std::nullopt;
    return found->second.access;
}

// Nobody waits for it, and nothing is lost when it fails: after a restart the session looks older, and the writer's own
// trouble shows with everything else that is written.
void Sessions::keepSeen(const std::string& hash, Session& session) {
    session.kept = session.seen;
    static_cast<void>(file_.writeLater([hash, seen = session.seen](Database& database) -> Result<void> {
        const auto statement = database.cached("UPDATE sessions SET seen = ? WHERE hash = ?");
        if (!statement) return fail(statement.error());
        return done((*statement)->bind(seen).bind(hash).run());
    }));
}

Result<void> Sessions::insert(Database& database, const std::string& token, const std::string& account, Instant now) {
    const auto statement = database.cached("INSERT INTO sessions (hash, account, began, seen) VALUES (?,?,?,?)");
    if (!statement) return fail(statement.error());
    return done((*statement)->bind(tokenHash(token)).bind(account).bind(now).bind(now).run());
}

void Sessions::began(const std::string& token, const Account& account, Instant now) {
    const std::lock_guard lock(mutex_);
    sessions_[tokenHash(token)] = {account.id, account.access(), now, now, now};
}

Result<void> Sessions::remove(Database& database, const std::string& token) {
    const auto statement = database.cached("DELETE FROM sessions WHERE hash = ?");
    if (!statement) return fail(statement.error());
    return done((*statement)->bind(tokenHash(token)).run());
}

Result<void> Sessions::removeAllOf(Database& database, const std::string& account) {
    const auto statement = database.cached("DELETE FROM sessions WHERE account = ?");
    if (!statement) return fail(statement.error());
    return done((*statement)->bind(account).run());
}

void Sessions::ended(const std::string& token) {
    const std::lock_guard lock(mutex_);
    sessions_.erase(tokenHash(token));
}

void Sessions::endedAllOf(const std::string& account) {
    const std::lock_guard lock(mutex_);
    std::erase_if(sessions_, [&](const auto& entry) { return entry.second.account == account; });
}

void Sessions::changed(const Account& account) {
    const std::lock_guard lock(mutex_);
    for (auto& [hash, session] : sessions_)
        if (session.account == account.id) session.access = account.access();
}

std::size_t Sessions::count() const {
    const std::lock_guard lock(mutex_);
    return sessions_.size();
}

}  // namespace toitsu::server
