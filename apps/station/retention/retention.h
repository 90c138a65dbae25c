#pragma once

// Retention: what a municipality keeps, until when, and how it is agreed that something is destroyed. Somebody asks for
// a list that is fixed then; another person approves it; the sweep (sweep.h) destroys what stands on it and nothing
// else. What a hold stands on is never destroyed. The municipality "" has the pages that were set aside while they were
// nobody's: they fit no paper, and whoever handed them in did not say whose they are. All methods may be called from
// any thread.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apps/station/data_folder.h"
#include "apps/station/ended_cases.h"
#include "apps/station/library_shelf.h"
#include "apps/station/retention/disposal_register.h"
#include "apps/station/retention/retention_book.h"
#include "apps/station/retention/retention_policy.h"
#include "apps/station/station.h"

namespace toitsu::station {

// One case that has ended, or one page that was set aside.
struct KeptThing {
    enum class Status {
        due,     // may be destroyed
        later,   // its day has not come
        held,    // 廃棄停止
        never,   // its form names no retention, or the library has no such form
        listed,  // on a list that is not over
    };
    LineRow line;
    Status status = Status::later;
    std::optional<HoldRow> hold;
};
std::string_view statusName(KeptThing::Status status);

class Retention {
public:
    struct Parts {
        StationFile& file;
        Station& station;
        const DataFolder& data;
        LibraryView library;
        RetentionPolicies policies;
    };
    explicit Retention(Parts parts) : parts_(std::move(parts)), beside_(parts_.data.path()) {}

    // What is due until that day, what is held or already listed of it, and what has ended as long ago and is never
    // due; by the day, then by id. In full: a municipality's year.
    Result<std::vector<KeptThing>> due(const std::string& municipality, Date until) const;
    // How many cases have ended as long ago and are not among them, for nobody has gone through them yet (EndedCases).
    Result<std::int64_t> unknown(const std::string& municipality, Date until) const;

    // V506 one stands already; V508 too late: it is being destroyed; W042 no such case.
    Result<void> hold(const std::string& caseId, const std::string& person, const std::string& reason, Instant now);
    Result<void> release(const std::string& caseId, const std::string& person, Instant now);  // V507 none stands

    // A list of these, or of all that is due. → its id. V505 one is not due, or nothing is.
    Result<std::string> ask(const std::string& municipality, const std::vector<std::string>& subjects,
                            const std::string& note, const std::string& person, Instant now);
    // V502 no such list; V503 the person who asked; V504 it does not wait any more.
    Result<void> approve(const std::string& disposal, const std::string& person, Instant now);
    Result<void> withdraw(const std::string& disposal, const std::string& person, Instant now);

    Result<std::vector<RecordRow>> records(const std::string& municipality) const {
        return everyRecord(parts_.file, beside_, municipality);
    }
    const RetentionPolicies& policies() const { return parts_.policies; }
    const DisposalRegister& beside() const { return beside_; }

private:
    std::optional<Period> periodOfForm(const std::string& form, LineRow& line) const;
    KeptThing keptCase(const EndedCase& one, const RetentionPolicy& policy, Date until) const;
    Result<void> casesInto(std::vector<KeptThing>& out, const std::string& municipality, Date until,
                           const Destroyed& destroyed) const;
    Result<void> pagesInto(std::vector<KeptThing>& out, const std::string& municipality, Date until,
                           const Destroyed& destroyed) const;
    Result<void> mark(std::vector<KeptThing>& out, const std::string& municipality) const;

    Parts parts_;
    DisposalRegister beside_;
    mutable DestroyedBefore destroyed_;
};

}  // namespace toitsu::station
