#pragma once

// Figures: how well the machine reads, how fast people work, what an hour brought. Counted in the transaction in which
// it happens, so that a page of figures asks for sums and not for a hundred thousand cases. No value stands here.
//
// A field that the machine accepted is known to be right or wrong only where the quality sample looked at it; one that
// it doubted, once a person has decided it. 個人番号 is never sampled, and its text is compared with nothing here.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "apps/station/station_file.h"
#include "apps/station/verify/entry.h"
#include "base/database.h"

namespace toitsu::station {

struct FieldRead {  // by the machine, once per case
    std::string field;
    int perMille = 0;  // its confidence
    bool doubt = false;
};

struct FieldLookedAt {  // by people
    std::string field;
    int perMille = 0;
    bool sampled = false;  // the machine had accepted it
    bool right = false;    // what the machine had is what stands now
};

enum class Happening { page = 0, entry = 1, task = 2, caseEnded = 3 };

struct Hour {
    Instant from = 0;
    std::int64_t pages = 0, entries = 0, tasks = 0, cases = 0;
};

// Of one field of one form.
struct FieldTally {
    struct Step {  // of confidence
        int perMille = 0;
        std::int64_t number = 0, right = 0;
    };
    std::string form, field;
    std::int64_t doubted = 0;  // read, whether looked at yet or not
    std::int64_t doubtRight = 0, doubtWrong = 0;
    std::vector<Step> accepted;  // read and accepted; `right` is not known
    std::vector<Step> sampled;   // of these, what people looked at
};

// One person's pace; medians.
struct Pace {
    std::string person, mode, form, field;
    std::int64_t entries = 0;
    double keystrokes = 0, activeSeconds = 0;
};

namespace figures {

StationFile::Part tables();

// Within the writer's transaction. A case that was counted before changes nothing.
Result<void> read(Database& database, const std::string& caseId, const std::string& municipality,
                  const std::string& form, const std::vector<FieldRead>& fields);
Result<bool> counted(Database& database, const std::string& caseId);
// The case, in the order of the engine's store, up to which every one has been counted: where a start begins to look
// for those that came in when nobody could count them. None in a station that has never been started with it.
Result<std::optional<std::string>> mark(Database& database);
Result<void> setMark(Database& database, const std::string& caseId);
Result<void> lookedAt(Database& database, const std::string& municipality, const std::string& form,
                      const std::vector<FieldLookedAt>& fields);
Result<void> happened(Database& database, const std::string& municipality, Happening what, Instant at,
                      std::int64_t number = 1);

Result<std::vector<FieldTally>> tallies(Database& database, const std::vector<std::string>& municipalities,
                                        const std::string& form);  // "" – all forms
Result<std::int64_t> openSamples(Database& database, const std::vector<std::string>& municipalities,
                                 const std::string& form);
// The 24 hours up to `now`, oldest first, those without anything, too.
Result<std::vector<Hour>> hours(Database& database, const std::vector<std::string>& municipalities, Instant now);
// Of the latest entries; `person`: "" – everybody's.
Result<std::vector<Pace>> paces(Database& database, const std::string& municipality, const std::string& person);

}  // namespace figures

}  // namespace toitsu::station
