#pragma once

// Store: events, state and open work in one place. The contract (tests/unit/workflows/store_contract_test.cpp) is the
// same for every store; only how it is kept differs. A store knows nothing of BPMN.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "workflows/event.h"
#include "workflows/task.h"

namespace toitsu::workflows {

// A deployed BPMN file, kept for ever: running cases stay on the definition they started with.
struct StoredDefinition {
    std::string hash;  // sha-256 of xml
    std::string process;
    std::string xml;
    std::string file;  // name for messages, without its folder
    Instant deployed = 0;
};

// A case's row: what is searched for, and the snapshot (workflows/encoding.h).
struct StoredCase {
    std::string id;
    std::string process;
    std::string definition;
    std::string municipality;
    std::string businessKey;
    CaseStatus status = CaseStatus::running;
    Instant started = 0;
    std::int64_t sequence = 0;  // of the last event in the snapshot
    std::string state;
};

// Open work as the store must find it. For a job `due` is when it may be claimed: its retry time, or the end of its
// lease.
struct Work {
    enum class Kind { task, job, timer, incident };
    std::string id;
    std::string caseId;
    std::string municipality;
    Kind kind = Kind::task;
    std::optional<Instant> due;  // jobs and timers; a job without one is held by an incident
    Instant created = 0;

    bool operator==(const Work&) const = default;
};

// What one command changes.
struct Change {
    std::int64_t expected = 0;  // the case's sequence that the command was decided on; 0 = a new case
    std::vector<Event> events;  // numbered expected + 1, expected + 2 …
    StoredCase after;
    std::vector<Work> opened;  // new, or with a new due time
    std::vector<std::string> closed;
};

class Store {
public:
    virtual ~Store() = default;

    // A hash that is already there changes nothing.
    virtual Result<void> putDefinition(const StoredDefinition& definition) = 0;
    virtual Result<std::optional<StoredDefinition>> definition(const std::string& hash) const = 0;
    virtual Result<std::optional<StoredDefinition>> newestDefinition(const std::string& process) const = 0;

    // All changes durably, or none. W105 (conflict) when a case has moved on, or its business key is taken.
    virtual Result<void> commit(const std::vector<Change>& changes) = 0;

    virtual Result<std::optional<StoredCase>> findCase(const std::string& id) const = 0;
    virtual Result<std::vector<StoredCase>> cases() const = 0;  // oldest first
    virtual Result<std::vector<HistoryEntry>> history(const std::string& caseId) const = 0;

    virtual Result<std::optional<Work>> findWork(const std::string& id) const = 0;
    // Oldest first; of one municipality, or of all when it is "".
    virtual Result<std::vector<Work>> openWork(Work::Kind kind, const std::string& municipality) const = 0;
    virtual Result<std::vector<Work>> dueWork(Work::Kind kind, Instant now, int most) const = 0;  // earliest first
    virtual Result<std::optional<Instant>> nextDue(Work::Kind kind) const = 0;
};

// In memory, gone with the process: for tests and trials.
std::shared_ptr<Store> openMemory();

// One SQLite file, which is created when it does not exist. There is exactly one writer: W102 when another process (or
// another store of this one) has it open. W100 cannot be opened, W101 written by a newer version, W103 damaged or no
// database of ours, W104 reading or writing failed.
Result<std::shared_ptr<Store>> openSqlite(const std::string& path);

}  // namespace toitsu::workflows
