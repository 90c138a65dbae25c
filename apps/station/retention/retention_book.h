#pragma once

// Retention book: what stands in station.sqlite about holds, lists of what is to be destroyed, and what has been. No
// value of a case is in it.

#include <optional>
#include <string>
#include <vector>

#include "apps/station/retention/retention_policy.h"
#include "apps/station/station_file.h"

namespace toitsu::station {

// 廃棄停止: as long as it stands the case is not destroyed.
struct HoldRow {
    std::int64_t number = 0;
    std::string caseId, municipality;
    std::string reason;  // goes with the case; never in the audit trail
    std::string person;
    Instant at = 0;
};

enum class DisposalState {
    asked,     // the list is fixed, and waits for another person
    approved,  // being destroyed
    recorded,  // all is gone and the record is written; its copy outside the data folder may not be yet
    done,
    withdrawn,
};
std::string_view disposalStateName(DisposalState state);

struct DisposalRow {
    std::string id, municipality;
    DisposalState state = DisposalState::asked;
    std::string askedBy, note;
    Instant asked = 0;
    std::string decidedBy;  // who approved or withdrew it
    Instant decided = 0, finished = 0;
};

enum class LineKind { onCase, onPage };
enum class LineState {
    listed,
    erasing,  // its plan is written down: from here on it is finished, whatever happens
    erased,
    spared,  // it was not destroyed, and `why`
};
std::string_view lineStateName(LineState state);

struct LineRow {
    std::string disposal;
    std::string subject;  // the case's id, or the page's
    LineKind kind = LineKind::onCase;
    std::string form, title;
    std::int64_t version = 0;
    Instant began = 0, ended = 0;  // of a page: when it was received, and set aside
    std::string period;            // "P5Y"
    Date begins, due;
    std::string again;  // number of the record that says it was destroyed before: a backup has brought it back
    LineState state = LineState::listed;
    std::string why;     // "held", "changed", "missing", "restored"
    std::string plan;    // JSON, while it is being erased
    std::string counts;  // JSON, afterwards
};

struct RecordRow {
    std::string municipality;
    std::int64_t number = 0;
    std::string disposal;
    Instant at = 0;
    std::string text, sha256;
};

namespace retention_book {

StationFile::Part tables();

// Within the writer's transaction.
Result<bool> putHold(Database& database, const HoldRow& hold);  // false: one stands already
Result<bool> liftHold(Database& database, const std::string& caseId, const std::string& person, Instant at);
Result<void> putDisposal(Database& database, const DisposalRow& disposal, const std::vector<LineRow>& lines);
Result<void> disposalIs(Database& database, const DisposalRow& disposal);
Result<void> lineIs(Database& database, const LineRow& line);
Result<void> putRecord(Database& database, const RecordRow& record);

Result<std::vector<HoldRow>> holds(Database& database, const std::string& municipality);  // "" – all; oldest first
Result<std::optional<HoldRow>> holdOf(Database& database, const std::string& caseId);
Result<std::optional<DisposalRow>> disposal(Database& database, const std::string& id);
Result<std::vector<DisposalRow>> disposals(Database& database,
                                           const std::vector<std::string>& municipalities);  // newest first
Result<std::optional<DisposalRow>> nextToDo(Database& database);  // approved or recorded, the oldest
// Cases first, by their due day, then by id; `from`: so many are left out.
Result<std::vector<LineRow>> lines(Database& database, const std::string& disposal, std::int64_t from = 0,
                                   std::int64_t most = 1'000'000'000);
struct Tally {
    std::int64_t cases = 0, pages = 0;    // that the list has
    std::int64_t erased = 0, spared = 0;  // of both
};
Result<Tally> tally(Database& database, const std::string& disposal);
Result<std::optional<LineRow>> nextLine(Database& database, const std::string& disposal);  // that is listed or erasing
// Of a list that is not over: subject → state.
struct Listed {
    std::string subject;
    DisposalState disposal = DisposalState::asked;
    LineState line = LineState::listed;
};
Result<std::vector<Listed>> listed(Database& database, const std::string& municipality);
Result<std::optional<Listed>> listedOf(Database& database, const std::string& subject);
Result<std::vector<std::int64_t>> recordNumbers(Database& database, const std::string& municipality);
Result<std::optional<RecordRow>> record(Database& database, const std::string& municipality, std::int64_t number);
// Oldest first; without a municipality all. "" is what is nobody's, as everywhere below Retention.
Result<std::vector<RecordRow>> records(Database& database, const std::optional<std::string>& municipality);

}  // namespace retention_book

}  // namespace toitsu::station
