#pragma once

// Store: events, snapshots and open work in one place. The contract (tests/unit/workflows/store_contract_test.cpp) is
// the same for every store; only how it is kept differs. A store knows nothing of BPMN. All methods may be called from
// any thread.

#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "workflows/event.h"
#include "workflows/task.h"

namespace toitsu::workflows {

// A deployed BPMN file, kept for ever: running cases stay on the definition they started with.
struct StoredDefinition {
    std::string hash;                    // sha-256 of xml
    std::vector<std::string> processes;  // ids of all processes and global tasks in it
    std::string xml;
    std::string file;  // name for messages, without its folder
    Instant deployed = 0;
};

// A case's row: what is searched for, and the newest snapshot (workflows/encoding.h). The snapshot may be older than
// the row: the events after `snapshotAt` bring it up to `sequence`. The engine writes one whenever the events since the
// last are as long as the snapshot, so that both writing and loading cost no more than the case is large.
struct StoredCase {
    std::string id;
    std::string process;
    std::string definition;
    std::string municipality;
    std::string businessKey;
    CaseStatus status = CaseStatus::running;
    Instant started = 0;
    std::optional<Instant> ended;
    std::int64_t sequence = 0;    // of the last event
    std::int64_t snapshotAt = 0;  // of the last event in the snapshot
    std::string snapshot;
};

// Open work as the store must find it. For a job `due` is when it may be claimed: its retry time, or the end of its
// lease.
struct Work {
    enum class Kind { task, job, timer, incident, message, signal, delivery };
    std::string id;
    std::string caseId;
    std::string municipality;
    Kind kind = Kind::task;
    std::optional<Instant> due;  // jobs, timers, deliveries; a job without one is held by an incident
    Instant created = 0;
    std::string name = {};  // task: role; job: operation; message, signal: what is waited for; incident: code
    std::string key = {};   // task: who has claimed it; message: correlation key

    bool operator==(const Work&) const = default;
};

// A message that nobody waited for when it came: kept until somebody does, or until it expires.
struct StoredMessage {
    std::string id;  // whoever publishes it twice under one id publishes it once
    std::string municipality;
    std::string name;
    std::string key;        // correlation key
    std::string variables;  // encode() of a context
    Instant received = 0;
    Instant expires = 0;

    bool operator==(const StoredMessage&) const = default;
};

// What one command changes.
struct Change {
    std::int64_t expected = 0;  // the case's sequence that the command was decided on; 0 = a new case
    std::vector<Event> events;  // numbered expected + 1, expected + 2 …
    StoredCase after;           // an empty snapshot: the old one stays, with its snapshotAt
    std::vector<Work> opened;   // new, or changed
    std::vector<std::string> closed;
    std::vector<StoredMessage> published = {};  // to be kept; an id that is there already changes nothing
    std::vector<std::string> taken = {};  // ids of kept messages that this command has used: W105 when one is gone
};

struct CaseQuery {
    std::string municipality = {};  // "" for all, as everywhere below
    std::string process = {};
    std::string definition = {};
    std::optional<CaseStatus> status = {};
    std::string businessKey = {};
    std::string after = {};                   // id of the last case of the page before
    std::optional<Instant> endedBefore = {};  // those that have ended, before that
    std::optional<Instant> endedFrom = {};    // those that have ended, then or later
    int most = 1'000'000;
};

struct WorkQuery {
    Work::Kind kind = Work::Kind::task;
    std::string municipality = {};
    std::string name = {};
    std::optional<std::string> key = {};
    std::string after = {};  // id of the last work of the page before
    int most = 1'000'000;
};

class Store {
public:
    virtual ~Store() = default;

    // A hash that is already there changes nothing.
    virtual Result<void> putDefinition(const StoredDefinition& definition) = 0;
    virtual Result<std::optional<StoredDefinition>> definition(const std::string& hash) const = 0;
    virtual Result<std::optional<StoredDefinition>> newestDefinition(const std::string& process) const = 0;
    // Its hash alone, without the text: every start asks for it.
    virtual Result<std::optional<std::string>> newestHash(const std::string& process) const = 0;
    // Every process with the hash of its newest definition, in the order of the process ids.
    virtual Result<std::vector<std::pair<std::string, std::string>>> newestDefinitions() const = 0;

    // All changes durably, or none; ready when they are durable. Changes are made in the order of the calls, and one
    // that fails does not hold up the others. W105 (conflict) when a case has moved on, its business key is taken, or a
    // message is gone; W104 and its like when the disk or the server cannot.
    virtual std::future<Result<void>> commitLater(std::vector<Change> changes) = 0;
    Result<void> commit(std::vector<Change> changes) { return commitLater(std::move(changes)).get(); }

    virtual Result<std::optional<StoredCase>> findCase(const std::string& id) const = 0;
    virtual Result<std::vector<StoredCase>> cases(const CaseQuery& query = {}) const = 0;  // oldest first, then by id
    virtual Result<std::int64_t> countCases(const CaseQuery& query = {}) const = 0;  // `after` and `most` do not count
    // In order; those with a sequence greater than `after`, at most `most`.
    virtual Result<std::vector<HistoryEntry>> history(const std::string& caseId, std::int64_t after = 0,
                                                      std::int64_t most = 1'000'000'000) const = 0;

    virtual Result<std::optional<Work>> findWork(const std::string& id) const = 0;
    virtual Result<std::vector<Work>> openWork(const WorkQuery& query) const = 0;  // oldest first, then by id
    // Work that is due, earliest first. Of several who ask at the same time each gets other rows where the store can do
    // so (PostgreSQL: SKIP LOCKED and a reservation of some seconds); that saves conflicts and promises nothing.
    virtual Result<std::vector<Work>> takeDue(Work::Kind kind, Instant now, int most) = 0;
    virtual Result<std::optional<Instant>> nextDue(Work::Kind kind) const = 0;

    // Kept messages that fit and have not expired at `now`, oldest first. "" for `municipality` and `name`: all; no
    // key: whatever key. With `now` 0 also the expired ones.
    virtual Result<std::vector<StoredMessage>> messages(const std::string& municipality, const std::string& name,
                                                        const std::optional<std::string>& key, Instant now,
                                                        int most) const = 0;
    virtual Result<void> putMessage(const StoredMessage& message) = 0;
    virtual Result<void> dropMessage(const std::string& id) = 0;  // nothing when it is gone

    // Removes cases that ended before `endedBefore`, with all that is stored about them; at most `most`. Answers how
    // many. This and purgeCases are the only ways in which events are ever deleted.
    virtual Result<int> purge(const std::string& municipality, const std::string& process, Instant endedBefore,
                              int most) = 0;
    // The same of these cases, as far as they are there and have ended.
    virtual Result<int> purgeCases(const std::vector<std::string>& ids) = 0;
    // Afterwards nothing of what was deleted stands in the store's files, where the store can see to that: SQLite
    // rewrites its file and empties its log. W104 when somebody still reads: try again later.
    virtual Result<void> scrub() = 0;
};

// In memory, gone with the process: for tests and trials.
std::shared_ptr<Store> openMemory();

// One SQLite file, which is created when it does not exist. There is exactly one writer: W102 when another process (or
// another store of this one) has it open. W100 cannot be opened, W101 written by a newer version, W103 damaged or no
// database of ours, W104 reading or writing failed.
Result<std::shared_ptr<Store>> openSqlite(const std::string& path);

}  // namespace toitsu::workflows
