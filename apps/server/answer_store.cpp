#include "apps/server/answer_store.h"

namespace toitsu::server {

namespace {

constexpr const char* kTables =
    "CREATE TABLE answers (account TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, status INTEGER NOT "
    "NULL, type TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (account, key)) STRICT, WITHOUT "
    "ROWID;"
    "CREATE INDEX answers_by_age ON answers (at);";

constexpr Instant kKept = 24 * 3'600'000;

}  // namespace

station::StationFile::Part AnswerStore::tables() {
    return {"answers", {kTables}};
}

Result<std::optional<Response>> AnswerStore::begin(const std::string& account, const std::string& key,
                                                   const std::string& plain) {
    const auto keyed = keyed_(plain);
    if (!keyed) return fail(keyed.error());
    const std::string& fingerprint = *keyed;
    {
        const std::lock_guard lock(mutex_);
        const auto [at, fresh] = atWork_.try_emplace({account, key}, fingerprint);
        if (!fresh) return fail(at->second == fingerprint ? stillAtWork() : keyUsedTwice());
    }
    auto earlier = file_.read([&](Database& database) -> Result<std::optional<Response>> {
        const auto statement = database.cached(
            "SELECT fingerprint, status, type, body FROM answers WHERE account = ? AND key = ? AND at > ?");
        if (!statement) return fail(statement.error());
        const auto row = (*statement)->bind(account).bind(key).bind(now_() - kKept).next();
        if (!row) return fail(row.error());
        if (!*row) return std::optional<Response>();
        const bool same = (*statement)->text(0) == fingerprint;
        Response answer;
        answer.status = static_cast<int>((*statement)->integer(1));
        answer.type = (*statement)->text(2);
        answer.body = (*statement)->text(3);
        (*statement)->reset();
        if (!same) return fail(keyUsedTwice());
        return std::optional(std::move(answer));
    });
    if (!earlier || *earlier) forget(account, key);
    return earlier;
}

Result<void> AnswerStore::keep(const std::string& account, const std::string& key, const Response& answer) {
    std::string fingerprint;
    {
        const std::lock_guard lock(mutex_);
        fingerprint = atWork_[{account, key}];
    }
    const Instant now = now_();
    auto kept = file_.write([&](Database& database) -> Result<void> {
        const auto old = database.cached("DELETE FROM answers WHERE at < ?");
        if (!old) return fail(old.error());
        if (const auto done = (*old)->bind(now - kKept).run(); !done) return fail(done.error());
        const auto statement = database.cached(
            "INSERT OR REPLACE INTO answers (account, key, fingerprint, status, type, body, at) VALUES "
            "(?,?,?,?,?,?,?)");
        if (!statement) return fail(statement.error());
        const auto done = (*statement)
                              ->bind(account)
                              .bind(key)
                              .bind(fingerprint)
                              .bind(answer.status)
                              .bind(answer.type)
                              .bind(answer.body)
                              .bind(now)
                              .run();
        if (!done) return fail(done.error());
        return {};
    });
    forget(account, key);
    return kept;
}

void AnswerStore::forget(const std::string& account, const std::string& key) {
    const std::lock_guard lock(mutex_);
    atWork_.erase({account, key});
}

}  // namespace toitsu::server
