#pragma once

// Disposal records (廃棄記録): whether they are as they were written, and as a table for whoever keeps such books.

#include <string>

#include "apps/station/retention/retention_book.h"
#include "base/database.h"
#include "base/value.h"

namespace toitsu::station {

// Every record against its own hash and against the audit trail, and the trail against the records. How many there
// are. V509 names the first that is not as it was written, or is missing.
Result<std::int64_t> verifyRecords(Database& database);

// UTF-8 with its mark, a line for each case; no cell is taken for a formula.
std::string recordTable(const Value& record);

}  // namespace toitsu::station
