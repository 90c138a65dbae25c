#pragma once

// Accounts in station.sqlite. Those that change something run within StationFile::write.

#include <optional>
#include <string>
#include <vector>

#include "apps/server/account.h"
#include "apps/station/station_file.h"
#include "base/database.h"

namespace toitsu::server::accounts {

station::StationFile::Part tables();

Result<std::optional<Account>> byLogin(Database& database, const std::string& login);
Result<std::optional<Account>> byId(Database& database, const std::string& id);
Result<std::vector<Account>> all(Database& database);  // by login
Result<std::string> passwordHash(Database& database, const std::string& id);

Result<void> insert(Database& database, const Account& account, const std::string& passwordHash);  // V024 taken
Result<void> setPassword(Database& database, const std::string& id, const std::string& hash, bool mustChange);
Result<void> setLocked(Database& database, const std::string& id, bool locked);
Result<void> setName(Database& database, const std::string& id, const std::string& name);
Result<void> setGrants(Database& database, const std::string& id, const std::vector<Grant>& grants);  // all of them

}  // namespace toitsu::server::accounts
