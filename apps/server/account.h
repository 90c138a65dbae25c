#pragma once

// Account: a person of a municipality's or the centre's staff. Its id never changes and stands in the audit trail; its
// login is what the person types.

#include <string>
#include <vector>

#include "apps/server/access.h"
#include "apps/server/services.h"
#include "base/result.h"

namespace toitsu::server {

struct Account {
    std::string id, login, name;
    bool locked = false;
    bool mustChange = false;  // somebody else knows the password
    Instant created = 0;
    std::vector<Grant> grants;  // by municipality, in order

    Access access() const;
    std::vector<std::string> municipalities() const;  // with any role
};

// V023: 3–64 of a–z, 0–9, '.', '_', '-'.
Result<void> checkLogin(const std::string& login);
// V023: six digits, each municipality once, at least one role each; sorted.
Result<std::vector<Grant>> checkGrants(std::vector<Grant> grants);

}  // namespace toitsu::server
