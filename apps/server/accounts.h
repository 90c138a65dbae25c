#pragma once

// Accounts: signing in and out, and what an administrator does to accounts. Every change is audited in its own
// transaction, in the chain of each municipality that it concerns.

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "apps/server/account.h"
#include "apps/server/lockout.h"
#include "apps/server/secrets.h"
#include "apps/server/sessions.h"
#include "apps/station/station_file.h"
#include "base/value.h"

namespace toitsu::server {

// Who changes accounts: an administrator in his municipalities, or whoever works on the machine itself.
struct Authority {
    std::string actor = "console";
    std::optional<std::vector<std::string>> municipalities;  // nullopt: all
};

class Accounts {
public:
    Accounts(station::StationFile& file, Sessions& sessions, Now now, PasswordHasher hasher);

    static std::vector<station::StationFile::Part> tables();  // of accounts, sessions and audit

    struct SignedIn {
        std::string token;
        Account account;
    };
    // `previous`: the token of the session that the browser holds already; it ends. V013 not right or locked (never
    // said which), V014 too often – `waitSeconds` says how long –, V007 too many at once.
    Result<SignedIn> signIn(const std::string& login, const std::string& password, const std::string& peer,
                            const std::string& previous, int& waitSeconds);
    Result<void> signOut(const std::string& account, const std::string& token);
    // Ends all the account's sessions and begins a new one. V013 the old one is not right, V015 the new one is weak.
    Result<SignedIn> changePassword(const std::string& account, const std::string& old, const std::string& fresh,
                                    const std::string& peer, int& waitSeconds);

    struct Fresh {
        std::string login, name, password;
        std::vector<Grant> grants;
        bool mustChange = true;  // false: the person chose the password
    };
    Result<Account> add(const Authority& by, const Fresh& fresh);
    struct Change {
        std::optional<std::string> name, password;
        std::optional<bool> locked;
        std::optional<std::vector<Grant>> grants;  // in the authority's municipalities; others stay
    };
    // V025 no such account (or none of his), V026 its municipalities are not all his, V027 his own account.
    Result<Account> change(const Authority& by, const std::string& id, const Change& change);

    Result<std::vector<Account>> list(const Authority& by) const;  // with the grants that he may see
    Result<std::optional<Account>> find(const std::string& login) const;

private:
    Result<void> told(Database& database, const Account& about, const std::vector<std::string>& municipalities,
                      const std::string& actor, const std::string& action, Context detail = {}) const;
    // Between looking and writing nobody has locked it or changed its password: V013 otherwise.
    static Result<void> stillSo(Database& database, const std::string& account, const std::string& hash);
    Result<void> refused(const std::optional<Account>& account, const std::string& login, const std::string& peer);

    station::StationFile& file_;
    Sessions& sessions_;
    const Now now_;
    PasswordHasher hasher_;
    Lockout lockout_;
    std::mutex order_;         // what is written and what the sessions' memory is told come in one order
    std::string nobodysHash_;  // is compared when there is no such account, so that both take as long
};

}  // namespace toitsu::server
