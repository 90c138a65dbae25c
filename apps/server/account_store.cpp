#include "apps/server/account_store.h"

#include <algorithm>

namespace toitsu::server::accounts {

namespace {

constexpr const char* kTables =
    "CREATE TABLE accounts (id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password TEXT NOT "
    "NULL, "
    "must_change INTEGER NOT NULL, locked INTEGER NOT NULL, created INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE grants (account TEXT NOT NULL REFERENCES accounts (id), municipality TEXT NOT NULL, role TEXT NOT "
    "NULL, PRIMARY KEY (account, municipality, role)) STRICT, WITHOUT ROWID;";

Account accountOf(const Statement& row) {
    return {row.text(0), row.text(1), row.text(2), row.integer(3) != 0, row.integer(4) != 0, row.integer(5), {}};
}

void addGrant(std::vector<Grant>& grants, const std::string& municipality, const std::string& roleText) {
    const auto role = findRole(roleText);
    if (!role) return;  // of a newer version: a role that is not known here permits nothing
    if (grants.empty() || grants.back().municipality != municipality) grants.push_back({municipality, {}});
    grants.back().roles.push_back(*role);
}

Result<std::vector<Grant>> grantsOf(Database& database, const std::string& id) {
    const auto statement =
        database.cached("SELECT municipality, role FROM grants WHERE account = ? ORDER BY municipality, role");
    if (!statement) return fail(statement.error());
    (*statement)->bind(id);
    std::vector<Grant> grants;
    for (;;) {
        const auto row = (*statement)->next();
        if (!row) return fail(row.error());
        if (!*row) return grants;
        addGrant(grants, (*statement)->text(0), (*statement)->text(1));
    }
}

Result<std::optional<Account>> one(Database& database, const char* sql, const std::string& key) {
    const auto statement = database.cached(sql);
    if (!statement) return fail(statement.error());
    const auto row = (*statement)->bind(key).next();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<Account>();
    Account account = accountOf(**statement);
    (*statement)->reset();
    auto grants = grantsOf(database, account.id);
    if (!grants) return fail(grants.error());
    account.grants = std::move(*grants);
    return std::optional(std::move(account));
}

Result<void> changed(Result<int> rows) {
    if (!rows) return fail(rows.error());
    return {};
}

}  // namespace

station::StationFile::Part tables() {
    return {"accounts", {kTables}};
}

Result<std::optional<Account>> byLogin(Database& database, const std::string& login) {
    return one(database, "SELECT id, login, name, locked, must_change, created FROM accounts WHERE login = ?", login);
}

Result<std::optional<Account>> byId(Database& database, const std::string& id) {
    return one(database, "SELECT id, login, name, locked, must_change, created FROM accounts WHERE id = ?", id);
}

Result<std::vector<Account>> all(Database& database) {
    const auto statement =
        database.cached("SELECT id, login, name, locked, must_change, created FROM accounts ORDER BY id");
    if (!statement) return fail(statement.error());
    std::vector<Account> found;
    for (;;) {
        const auto row = (*statement)->next();
        if (!row) return fail(row.error());
        if (!*row) break;
        found.push_back(accountOf(**statement));
    }
    // Both in the order of ids: the grants are dealt out in one pass.
    const auto grants =
        database.cached("SELECT account, municipality, role FROM grants ORDER BY account, municipality, role");
    if (!grants) return fail(grants.error());
    auto account = found.begin();
    for (;;) {
        const auto row = (*grants)->next();
        if (!row) return fail(row.error());
        if (!*row) break;
        const std::string id = (*grants)->text(0);
        while (account != found.end() && account->id < id) ++account;
        if (account != found.end() && account->id == id)
            addGrant(account->grants, (*grants)->text(1), (*grants)->text(2));
    }
    std::sort(found.begin(), found.end(), [](const Account& a, const Account& b) { return a.login < b.login; });
    return found;
}

Result<std::string> passwordHash(Database& database, const std::string& id) {
    const auto statement = database.cached("SELECT password FROM accounts WHERE id = ?");
    if (!statement) return fail(statement.error());
    const auto row = (*statement)->bind(id).next();
    if (!row) return fail(row.error());
    std::string hash = *row ? (*statement)->text(0) : std::string();
    (*statement)->reset();
    return hash;
}

Result<void> insert(Database& database, const Account& account, const std::string& passwordHash) {
    const auto taken = byLogin(database, account.login);
    if (!taken) return fail(taken.error());
    if (*taken)
        return fail(ErrorKind::conflict, "V024",
                    {"その名前のアカウントが既にあります。別の名前にしてください",
                     "there is an account of that name already; choose another"});
    const auto statement = database.cached(
        "INSERT INTO accounts (id, login, name, password, must_change, locked, created) VALUES (?,?,?,?,?,?,?)");
    if (!statement) return fail(statement.error());
    if (auto done = changed((*statement)
                                ->bind(account.id)
                                .bind(account.login)
                                .bind(account.name)
                                .bind(passwordHash)
                                .bind(account.mustChange ? 1 : 0)
                                .bind(account.locked ? 1 : 0)
                                .bind(account.created)
                                .run());
        !done)
        return done;
    return setGrants(database, account.id, account.grants);
}

Result<void> setPassword(Database& database, const std::string& id, const std::string& hash, bool mustChange) {
    const auto statement = database.cached("UPDATE accounts SET password = ?, must_change = ? WHERE id = ?");
    if (!statement) return fail(statement.error());
    return changed((*statement)->bind(hash).bind(mustChange ? 1 : 0).bind(id).run());
}

Result<void> setLocked(Database& database, const std::string& id, bool locked) {
    const auto statement = database.cached("UPDATE accounts SET locked = ? WHERE id = ?");
    if (!statement) return fail(statement.error());
    return changed((*statement)->bind(locked ? 1 : 0).bind(id).run());
}

Result<void> setName(Database& database, const std::string& id, const std::string& name) {
    const auto statement = database.cached("UPDATE accounts SET name = ? WHERE id = ?");
    if (!statement) return fail(statement.error());
    return changed((*statement)->bind(name).bind(id).run());
}

Result<void> setGrants(Database& database, const std::string& id, const std::vector<Grant>& grants) {
    const auto removed = database.cached("DELETE FROM grants WHERE account = ?");
    if (!removed) return fail(removed.error());
    if (auto done = changed((*removed)->bind(id).run()); !done) return done;
    const auto statement = database.cached("INSERT INTO grants (account, municipality, role) VALUES (?,?,?)");
    if (!statement) return fail(statement.error());
    for (const Grant& grant : grants)
        for (const Role role : grant.roles)
            if (auto done =
                    changed((*statement)->bind(id).bind(grant.municipality).bind(std::string(roleName(role))).run());
                !done)
                return done;
    return {};
}

}  // namespace toitsu::server::accounts
