// What an administrator does to accounts that are there. He sees and changes what lies in his municipalities; what
// concerns the whole account – its password, its lock, its name – is his only when all of it lies there, for otherwise
// he could sign in as somebody with rights in a municipality that is not his.

#include <algorithm>

#include "apps/server/account_store.h"
#include "apps/server/accounts.h"
#include "apps/server/problem.h"
#include "base/text.h"

namespace toitsu::server {

namespace {

bool his(const Authority& by, const std::string& municipality) {
    return !by.municipalities ||
           std::find(by.municipalities->begin(), by.municipalities->end(), municipality) != by.municipalities->end();
}

// What he may see of it; nullopt: nothing.
std::optional<Account> seenBy(const Authority& by, Account account) {
    if (!by.municipalities) return account;
    std::erase_if(account.grants, [&](const Grant& grant) { return !his(by, grant.municipality); });
    if (account.grants.empty()) return std::nullopt;
    return account;
}

Error noSuchAccount() {
    return {ErrorKind::notFound,
            "V025",
            {"そのアカウントはありません。一覧を確かめてください", "there is no such account; look at the list"},
            {}};
}

// The grants that an account has afterwards; V011 when a grant lies outside.
Result<std::vector<Grant>> merged(const Authority& by, const Account& account, const std::vector<Grant>& wanted) {
    auto checked = checkGrants(wanted);
    if (!checked) return checked;
    for (const Grant& grant : *checked)
        if (!his(by, grant.municipality)) return fail(notPermitted());
    for (const Grant& grant : account.grants)
        if (!his(by, grant.municipality)) checked->push_back(grant);
    return checkGrants(std::move(*checked));
}

List roleNames(const std::vector<Grant>& grants, const std::string& municipality) {
    List roles;
    for (const Grant& grant : grants)
        if (grant.municipality == municipality)
            for (const Role role : grant.roles) roles.emplace_back(roleName(role));
    return roles;
}

}  // namespace

Result<std::vector<Account>> Accounts::list(const Authority& by) const {
    auto all = file_.read([](Database& database) { return accounts::all(database); });
    if (!all) return all;
    std::vector<Account> seen;
    for (Account& account : *all)
        if (auto visible = seenBy(by, std::move(account))) seen.push_back(std::move(*visible));
    return seen;
}

Result<Account> Accounts::change(const Authority& by, const std::string& id, const Change& change) {
    const auto before = file_.read([&](Database& database) { return accounts::byId(database, id); });
    if (!before) return fail(before.error());
    if (!*before || !seenBy(by, **before)) return fail(noSuchAccount());
    if (by.actor == id)
        return fail(ErrorKind::refused, "V027",
                    {"自分のアカウントは変更できません。ほかの管理者に頼んでください",
                     "nobody changes an account of one's own; ask another administrator"});
    std::string hash;
    if (change.password) {
        if (const auto good = checkNewPassword(*change.password, (*before)->login); !good) return fail(good.error());
        auto hashed = hasher_.hash(*change.password);
        if (!hashed) return fail(hashed.error());
        hash = std::move(*hashed);
    }
    Account account;
    const std::lock_guard lock(order_);
    const auto written = file_.write([&](Database& database) -> Result<void> {
        auto current = accounts::byId(database, id);
        if (!current) return fail(current.error());
        if (!*current) return fail(noSuchAccount());
        account = std::move(**current);
        const std::vector<Grant> had = account.grants;
        const bool whole = std::all_of(had.begin(), had.end(), [&](const Grant& g) { return his(by, g.municipality); });
        const bool renamed = change.name && text::trim(*change.name) != account.name;
        const bool relocked = change.locked && *change.locked != account.locked;
        if ((change.password || relocked || renamed) && !whole)
            return fail(
                ErrorKind::refused, "V026",
                {"ほかの団体の役割も持つアカウントです。両方の団体を管理する人に頼んでください",
                 "the account has roles in other municipalities too; ask somebody who administers all of them"});
        auto chains = account.municipalities();
        if (chains.empty()) chains.emplace_back();
        if (renamed) {
            account.name = text::trim(*change.name);
            if (account.name.empty() || text::length(account.name) > 100)
                return fail(ErrorKind::usage, "V023",
                            {"氏名は 1〜100 文字です", "a person's name has 1 to 100 characters"});
            if (auto done = accounts::setName(database, id, account.name); !done) return done;
            if (auto done = told(database, account, chains, by.actor, "account.name"); !done) return done;
        }
        if (change.password) {
            account.mustChange = true;
            if (auto done = accounts::setPassword(database, id, hash, true); !done) return done;
            if (auto done = told(database, account, chains, by.actor, "account.password", {{"own", Value(false)}});
                !done)
                return done;
        }
        if (relocked) {
            account.locked = *change.locked;
            if (auto done = accounts::setLocked(database, id, *change.locked); !done) return done;
            if (auto done =
                    told(database, account, chains, by.actor, *change.locked ? "account.lock" : "account.unlock");
                !done)
                return done;
        }
        if (change.password || account.locked)
            if (auto done = Sessions::removeAllOf(database, id); !done) return done;
        if (!change.grants) return {};
        auto grants = merged(by, account, *change.grants);
        if (!grants) return fail(grants.error());
        account.grants = std::move(*grants);
        if (auto done = accounts::setGrants(database, id, account.grants); !done) return done;
        std::vector<std::string> concerned = account.municipalities();
        for (const Grant& grant : had) concerned.push_back(grant.municipality);
        std::sort(concerned.begin(), concerned.end());
        concerned.erase(std::unique(concerned.begin(), concerned.end()), concerned.end());
        for (const std::string& municipality : concerned) {
            const List was = roleNames(had, municipality), is = roleNames(account.grants, municipality);
            if (was == is) continue;
            if (auto done = told(database, account, {municipality}, by.actor, "account.grant",
                                 {{"before", Value(was)}, {"after", Value(is)}});
                !done)
                return done;
        }
        return {};
    });
    if (!written) return fail(written.error());
    if (change.password || account.locked) sessions_.endedAllOf(id);
    sessions_.changed(account);
    return account;
}

}  // namespace toitsu::server
