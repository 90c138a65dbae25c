#pragma once

// Audit: who did or saw what, per municipality, in a chain. Every row carries the hash of itself and of the row before,
// so that changing, removing or reordering one is found; the head (how many rows, the last hash) is kept beside the
// rows, so that a cut tail is found too, and may be exported to another place. Rows are only ever added – in the same
// transaction as what they tell, so that neither exists without the other.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "apps/station/station_file.h"
#include "base/database.h"
#include "base/result.h"
#include "base/value.h"

namespace toitsu::station {

struct AuditEntry {
    std::string municipality;  // "" for what concerns the station itself
    std::int64_t at = 0;       // UTC milliseconds
    std::string actor;         // an account's id, "system", or "console" for who works on the machine itself
    std::string action;        // "session.begin", "account.grant", "crop.view"
    std::string subject;       // the id of what it was done to
    Context detail;            // ids, codes and a person's own reason; never a field's content
};

struct AuditRow {
    std::int64_t number = 0;  // 1, 2, 3 … in its municipality
    AuditEntry entry;
    std::string hash;
};

struct AuditHead {
    std::string municipality;
    std::int64_t number = 0;
    std::string hash;
};

namespace audit {

StationFile::Part tables();

// Within StationFile::write.
Result<void> append(Database& database, const AuditEntry& entry);

// Newest first, of these municipalities only: rows whose place in the file is before `before` (0: the newest).
struct Listed {
    std::vector<AuditRow> rows;
    // For `before`; 0 when nothing more is there. It counts the rows of all chains: not for who reads only some.
    std::int64_t next = 0;
};
struct Only {
    std::string actor, action;  // "" for any
};
Result<Listed> list(Database& database, const std::vector<std::string>& municipalities, std::int64_t before, int limit,
                    const Only& only = {});

// Where in the file the row of this number of a chain stands; nullopt where the chain has none such.
Result<std::optional<std::int64_t>> placeOf(Database& database, const std::string& municipality, std::int64_t number);

Result<std::vector<AuditHead>> heads(Database& database);

// Walks every chain. V030 names the first row that is not as it was written; V031 a tail that is missing. `known`:
// heads that were exported earlier; V032 when a chain does not go through one of them.
struct Verified {
    std::int64_t rows = 0, chains = 0;
};
Result<Verified> verify(Database& database, const std::vector<AuditHead>& known = {});

}  // namespace audit

}  // namespace toitsu::station
