#pragma once

// Findings: values that nobody had to look at and that the quality sample has shown to be wrong. The record is never
// changed by a sample – the case may have gone on, to a business system even –, so somebody must be told, mend it where
// it is by now, and say so.

#include <string>
#include <vector>

#include "apps/station/station_file.h"
#include "apps/station/verify/entry.h"

namespace toitsu::station {

struct Finding {
    std::string item;  // of the sample
    std::string caseId, municipality, form, field;
    std::string stands, entered;  // in the record, and what people entered
    Instant found = 0;
    std::string person = {}, note = {};  // who settled it and how; "" while it is open
    Instant settled = 0;
};

namespace findings {

StationFile::Part tables();

// Within the writer's transaction.
Result<void> put(Database& database, const Finding& finding);        // in place of an open one of the same item
Result<void> withdraw(Database& database, const std::string& item);  // the entry was taken back
Result<bool> settle(Database& database, const std::string& item, const std::string& person, const std::string& note,
                    Instant at);  // false: none that is open

// The oldest first; `open`: those that nobody has settled.
Result<std::vector<Finding>> list(Database& database, const std::vector<std::string>& municipalities, bool open,
                                  int most);
Result<std::vector<Finding>> byItem(Database& database, const std::string& item);  // one or none

}  // namespace findings

}  // namespace toitsu::station
