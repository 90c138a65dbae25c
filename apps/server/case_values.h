#pragma once

// Cases and tasks as the API shows them.

#include "apps/server/station_values.h"
#include "workflows/task.h"

namespace toitsu::server {

Result<Value> caseRow(station::RunningStation& station, const workflows::CaseView& one);
// The same; of a case whose end is known (ended_cases.h) without its history.
Result<Value> caseRow(station::RunningStation& station, const workflows::StoredCase& row);
// The whole file of a case. 個人番号 only when `secretsToo`.
Result<Value> caseValue(const Services& services, const workflows::CaseView& one, bool secretsToo);

struct OpenIncident {
    std::string id, element, code;
    Wording message;
    Instant at = 0;
};
std::vector<OpenIncident> openIncidents(const std::string& caseId, const std::vector<workflows::HistoryEntry>& history);
Value taskValue(const Services& services, const workflows::Task& task);

}  // namespace toitsu::server
