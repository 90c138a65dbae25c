#pragma once

// Ended cases: what is kept of each beside its history – on which forms it was, and when, and whom it is about – so
// that nobody has to go through a hundred thousand histories to say what is due, or through fifty to show a list.
// Whoever ended it: people here, a flow by itself, or a command while no server was running. An ended case never
// changes; when it is destroyed, its row goes with it.

#include <optional>
#include <string>
#include <vector>

#include "apps/station/data_folder.h"
#include "apps/station/library_shelf.h"
#include "apps/station/station.h"
#include "apps/station/station_file.h"

namespace toitsu::station {

using workflows::Instant;

struct EndedCase {
    struct OnForm {
        std::string form;
        std::int64_t version = 0;
    };
    std::string id, municipality;
    Instant began = 0, ended = 0;
    std::string form;           // that it says it is on; "" – on none
    std::string label;          // case_label.h
    std::vector<OnForm> forms;  // of the records among its variables, in the order of these; none: it has no record
};

namespace ended_cases {

StationFile::Part tables();
std::vector<EndedCase::OnForm> formsOf(const Value& variables);

Result<void> put(Database& database, const EndedCase& one);  // the same again changes nothing
Result<void> forget(Database& database, const std::string& caseId);
Result<std::optional<EndedCase>> find(Database& database, const std::string& caseId);
// That ended before; in no order.
Result<std::vector<EndedCase>> of(Database& database, const std::string& municipality, Instant before);
Result<std::int64_t> count(Database& database, const std::string& municipality, Instant before);

}  // namespace ended_cases

// Goes through the histories of cases that have ended and are not known yet: all of them once, afterwards the latest.
// By one thread at a time, and never while a case is being destroyed.
class EndedCases {
public:
    struct Parts {
        StationFile& file;
        Station& station;
        const DataFolder& data;
        LibraryView library;
        Instant pauseMillis = 60'000;  // between the end of one look and the next
    };
    explicit EndedCases(Parts parts) : parts_(std::move(parts)) {}

    // A few cases further. Those that the desk has not seen can be found by their names from then on, too. False: all
    // that have ended are known, or it is too early to look again. A case whose history cannot be read is an error; the
    // next call goes on behind it, and each look comes back to it.
    Result<bool> step(Instant now);

private:
    struct Look {
        Instant from = 0;  // those that ended then or later
        Instant begun = 0;
        std::string after;  // the last case that was looked at
        bool whole = true;  // nothing was left out
    };
    Result<void> begin(Instant now);
    Result<void> end(Instant now);
    struct Found {
        EndedCase one;
        std::vector<std::string> terms;
    };
    Result<Found> goThrough(const workflows::StoredCase& row) const;
    Result<void> keep(const std::vector<Found>& found);

    Parts parts_;
    std::optional<Look> look_;
    Instant next_ = 0;
};

}  // namespace toitsu::station
