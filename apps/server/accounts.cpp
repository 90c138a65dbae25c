#include "apps/server/accounts.h"

#include <algorithm>

#include "apps/server/account_store.h"
#include "apps/server/answer_store.h"
#include "apps/server/problem.h"
#include "apps/station/audit.h"
#include "base/text.h"

namespace toitsu::server {

namespace {

tl::unexpected<Error> notRight() {
    return fail(ErrorKind::refused, "V013",
                {"アカウントかパスワードが違います。分からないときは管理者に相談してください",
                 "the account or the password is not right; if in doubt, ask your administrator"});
}

tl::unexpected<Error> waitFirst() {
    return fail(ErrorKind::unavailable, "V014",
                {"間違いが続いたため、しばらくサインインできません。少し待ってからやり直してください",
                 "after several wrong passwords nobody can sign in here for a while; wait and try again"});
}

constexpr const char* kUnknown = "unknown";  // an actor who has no account

std::vector<std::string> chainsOf(const Account& account) {
    auto chains = account.municipalities();
    if (chains.empty()) chains.emplace_back();
    return chains;
}

Value grantsValue(const std::vector<Grant>& grants, const std::string& municipality) {
    List roles;
    for (const Grant& grant : grants)
        if (grant.municipality == municipality)
            for (const Role role : grant.roles) roles.emplace_back(roleName(role));
    return Value(std::move(roles));
}

}  // namespace

Accounts::Accounts(station::StationFile& file, Sessions& sessions, Now now, PasswordHasher hasher)
    : file_(file), sessions_(sessions), now_(std::move(now)), hasher_(std::move(hasher)) {
    if (auto hash = hasher_.hash(randomToken())) nobodysHash_ = std::move(*hash);
}

std::vector<station::StationFile::Part> Accounts::tables() {
    return {accounts::tables(), Sessions::tables(), station::audit::tables(), AnswerStore::tables()};
}

Result<void> Accounts::told(Database& database, const Account& about, const std::vector<std::string>& municipalities,
                            const std::string& actor, const std::string& action, Context detail) const {
    for (const std::string& municipality : municipalities)
        if (auto done = station::audit::append(database, {municipality, now_(), actor, action, about.id, detail});
            !done)
            return done;
    return {};
}

// A try of a name that nobody has takes as long as one of a known name and is written down as well, without the name:
// what stands there may be a password in the wrong field.
Result<void> Accounts::refused(const std::optional<Account>& account, const std::string& login,
                               const std::string& peer) {
    lockout_.failed(login, peer, now_());
    const Account about = account.value_or(Account{});
    const auto written = file_.write([&](Database& database) {
        return told(database, about, chainsOf(about), account ? about.id : kUnknown, "session.refused");
    });
    if (!written) return written;
    return notRight();
}

Result<void> Accounts::stillSo(Database& database, const std::string& account, const std::string& hash) {
    const auto current = accounts::byId(database, account);
    if (!current) return fail(current.error());
    const auto stored = accounts::passwordHash(database, account);
    if (!stored) return fail(stored.error());
    if (!*current || (*current)->locked || *stored != hash) return notRight();
    return {};
}

Result<Accounts::SignedIn> Accounts::signIn(const std::string& login, const std::string& password,
                                            const std::string& peer, const std::string& previous, int& waitSeconds) {
    waitSeconds = lockout_.wait(login, peer, now_());
    if (waitSeconds > 0) return waitFirst();
    std::string hash;
    const auto account = file_.read([&](Database& database) -> Result<std::optional<Account>> {
        auto found = accounts::byLogin(database, login);
        if (!found || !*found) return found;
        auto stored = accounts::passwordHash(database, (*found)->id);
        if (!stored) return fail(stored.error());
        hash = std::move(*stored);
        return found;
    });
    if (!account) return fail(account.error());
    const auto right = hasher_.matches(*account ? hash : nobodysHash_, password);
    if (!right) return fail(right.error());
    if (!*account || !*right || (*account)->locked) return fail(refused(*account, login, peer).error());
    lockout_.succeeded(login);
    std::string renewed;
    if (hasher_.outdated(hash)) {
        auto again = hasher_.hash(password);
        if (again) renewed = std::move(*again);  // next time otherwise
    }
    SignedIn in{randomToken(), **account};
    const Instant now = now_();
    const std::lock_guard lock(order_);
    const auto written = file_.write([&](Database& database) -> Result<void> {
        if (auto done = stillSo(database, in.account.id, hash); !done) return done;
        if (!previous.empty())
            if (auto done = Sessions::remove(database, previous); !done) return done;
        if (!renewed.empty())
            if (auto done = accounts::setPassword(database, in.account.id, renewed, in.account.mustChange); !done)
                return done;
        if (auto done = Sessions::insert(database, in.token, in.account.id, now); !done) return done;
        return told(database, in.account, chainsOf(in.account), in.account.id, "session.begin");
    });
    if (!written) return fail(written.error());
    if (!previous.empty()) sessions_.ended(previous);
    sessions_.began(in.token, in.account, now);
    return in;
}

Result<void> Accounts::signOut(const std::string& account, const std::string& token) {
    const std::lock_guard lock(order_);
    sessions_.ended(token);
    return file_.write([&](Database& database) -> Result<void> {
        const auto found = accounts::byId(database, account);
        if (!found) return fail(found.error());
        if (auto done = Sessions::remove(database, token); !done || !*found) return done;
        return told(database, **found, chainsOf(**found), account, "session.end");
    });
}

Result<Accounts::SignedIn> Accounts::changePassword(const std::string& account, const std::string& old,
                                                    const std::string& fresh, const std::string& peer,
                                                    int& waitSeconds) {
    std::string stored;
    const auto found = file_.read([&](Database& database) -> Result<std::optional<Account>> {
        auto hash = accounts::passwordHash(database, account);
        if (!hash) return fail(hash.error());
        stored = std::move(*hash);
        return accounts::byId(database, account);
    });
    if (!found) return fail(found.error());
    if (!*found) return fail(notSignedIn());
    SignedIn in{randomToken(), **found};
    waitSeconds = lockout_.wait(in.account.login, peer, now_());
    if (waitSeconds > 0) return waitFirst();
    const auto right = hasher_.matches(stored, old);
    if (!right) return fail(right.error());
    if (!*right) return fail(refused(*found, in.account.login, peer).error());
    if (const auto good = checkNewPassword(fresh, in.account.login); !good) return fail(good.error());
    if (fresh == old)
        return fail(ErrorKind::input, "V015",
                    {"今と同じパスワードです。別のものにしてください", "that is the password of now; choose another"});
    const auto hash = hasher_.hash(fresh);
    if (!hash) return fail(hash.error());
    in.account.mustChange = false;
    const Instant now = now_();
    const std::lock_guard lock(order_);
    const auto written = file_.write([&](Database& database) -> Result<void> {
        if (auto done = stillSo(database, account, stored); !done) return done;
        if (auto done = accounts::setPassword(database, account, *hash, false); !done) return done;
        if (auto done = Sessions::removeAllOf(database, account); !done) return done;
        if (auto done = Sessions::insert(database, in.token, account, now); !done) return done;
        return told(database, in.account, chainsOf(in.account), account, "account.password", {{"own", Value(true)}});
    });
    if (!written) return fail(written.error());
    sessions_.endedAllOf(account);
    sessions_.began(in.token, in.account, now);
    return in;
}

Result<Account> Accounts::add(const Authority& by, const Fresh& fresh) {
    if (const auto good = checkLogin(fresh.login); !good) return fail(good.error());
    auto grants = checkGrants(fresh.grants);
    if (!grants) return fail(grants.error());
    if (const auto good = checkNewPassword(fresh.password, fresh.login); !good) return fail(good.error());
    Account account{randomId(),       fresh.login, text::trim(fresh.name), false,
                    fresh.mustChange, now_(),      std::move(*grants)};
    if (account.name.empty() || text::length(account.name) > 100)
        return fail(ErrorKind::usage, "V023", {"氏名は 1〜100 文字です", "a person's name has 1 to 100 characters"});
    if (by.municipalities) {
        const auto his = [&](const Grant& grant) {
            return std::find(by.municipalities->begin(), by.municipalities->end(), grant.municipality) !=
                   by.municipalities->end();
        };
        if (account.grants.empty() || !std::all_of(account.grants.begin(), account.grants.end(), his))
            return fail(notPermitted());
    }
    const auto hash = hasher_.hash(fresh.password);
    if (!hash) return fail(hash.error());
    const auto written = file_.write([&](Database& database) -> Result<void> {
        if (auto done = accounts::insert(database, account, *hash); !done) return done;
        for (const std::string& municipality : chainsOf(account))
            if (auto done = told(database, account, {municipality}, by.actor, "account.add",
                                 {{"roles", grantsValue(account.grants, municipality)}});
                !done)
                return done;
        return {};
    });
    if (!written) return fail(written.error());
    return account;
}

Result<std::optional<Account>> Accounts::find(const std::string& login) const {
    return file_.read([&](Database& database) { return accounts::byLogin(database, login); });
}

}  // namespace toitsu::server
