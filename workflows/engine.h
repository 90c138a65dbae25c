#pragma once

// The engine: commands decide, events change, one transaction each. Time is an argument. A model that cannot go on
// becomes an incident; the engine never stops for it. All methods may be called from any thread.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "workflows/store.h"
#include "workflows/surroundings.h"
#include "workflows/task.h"

namespace toitsu::workflows {

struct EngineOptions {
    Decide decide;
    Serve serve = {};
    FindCalendar calendar = {};
    std::size_t cachedCases = 4096;  // states kept in memory
    Instant messageMillis =
        30LL * 24 * 3600000;  // how long a message that a flow sends is kept until somebody waits for it
    std::vector<std::string> timerStartsFor = {};  // municipalities for which timer start events begin cases
};

struct Message {
    std::string municipality;
    std::string name;
    std::string key;  // correlation key
    Context variables;
    std::string id = {};   // the same message sent again has the same id and no effect; "": made by the engine
    Instant lifetime = 0;  // milliseconds to be kept when nobody waits; 0: not at all
    std::string actor = {};
};
struct Published {
    enum class Way { delivered, started, kept, nobody };
    Way way = Way::nobody;
    std::string caseId;  // that took it, or that it started
};

class Engine {
public:
    Engine(std::shared_ptr<Store> store, Decide decide);
    Engine(std::shared_ptr<Store> store, EngineOptions options);
    ~Engine();

    // Checks the BPMN and keeps it for ever under its sha-256; deploying the same file twice changes nothing. W0xx,
    // W2xx with file:line:col. Answers the id of the first executable process.
    Result<std::string> deploy(const std::string& xml, const std::string& file, Instant now);
    // The sha-256 of the newest definition that has this process. W020.
    Result<std::string> newest(const std::string& process) const;
    Result<std::shared_ptr<const Definition>> definition(const std::string& hash) const;  // W021

    // Starts a case of the newest deployed definition of `process`. A second start with the same municipality, process
    // and business key answers the first case's id and changes nothing.
    Result<std::string> start(const std::string& process, const std::string& municipality,
                              const std::string& businessKey, const Context& variables, Instant now);
    // Starts a case for every process whose conditional start event holds with these variables.
    Result<std::vector<std::string>> startWhere(const std::string& municipality, const std::string& businessKey,
                                                const Context& variables, Instant now);

    // --- persons
    Result<std::vector<Task>> tasks(const std::string& municipality = {}) const;  // open tasks, oldest first
    Result<std::vector<Task>> tasks(const WorkQuery& query) const;
    Result<Task> task(const std::string& id) const;  // W040 unknown or finished
    // W041 already finished, W045 four eyes, W046 somebody else's. `variables` are put into the case.
    Result<void> completeTask(const std::string& id, const std::string& person, const Context& variables, Instant now);
    Result<void> claimTask(const std::string& id, const std::string& person, Instant now);
    Result<void> releaseTask(const std::string& id, const std::string& by, Instant now);

    // --- machines
    // Claims up to `count` due jobs under a lease. The claim is durable before this returns: it is the recorded intent.
    Result<std::vector<Job>> claimJobs(const std::string& worker, int count, Instant leaseMillis, Instant now);
    // W050 when the lease was lost (another attempt exists): the result is thrown away (it only stands in the history).
    Result<void> completeJob(const Job& job, const Context& result, Instant now);
    // Retries at `retryAt` while attempts < 5 and `retryAt` is given; otherwise an incident.
    Result<void> failJob(const Job& job, const Error& error, std::optional<Instant> retryAt, Instant now);
    // Jobs that a worker has or may have, now or later: all but those that an incident holds.
    Result<std::int64_t> openJobs() const;
    Result<void> extendJob(const Job& job, Instant leaseMillis, Instant now);  // W050
    // A BPMN error or escalation from a job's worker or a task's person (`attempt` 0).
    Result<void> throwError(const std::string& workId, int attempt, const std::string& code, const Context& variables,
                            const std::string& person, Instant now);
    Result<void> throwEscalation(const std::string& workId, int attempt, const std::string& code,
                                 const Context& variables, const std::string& person, Instant now);

    // --- events
    Result<int> fireTimers(Instant now);  // number of timers fired
    Result<std::optional<Instant>> nextTimer() const;
    Result<Published> publish(const Message& message, Instant now);
    // To all cases of the municipality that wait for it, and to start events. How many it reached.
    Result<int> signal(const std::string& municipality, const std::string& name, const Context& variables, Instant now);
    Result<int> deliver(Instant now);  // what was sent and, after a crash, has not arrived yet
    Result<std::vector<StoredMessage>> keptMessages(const std::string& municipality) const;
    Result<void> dropMessage(const std::string& id);

    // --- operators
    Result<std::vector<Incident>> incidents() const;
    // `variables` are put into the case first: that is how a person mends a missing or wrong value. W043.
    Result<void> retryIncident(const std::string& id, const std::string& person, Instant now,
                               const Context& variables = {});
    // The work counts as done; `flow` says where to go where that is the question. W067.
    Result<void> skipIncident(const std::string& id, const std::string& person, Instant now,
                              const Context& variables = {}, const std::string& flow = {});
    Result<void> setVariables(const std::string& caseId, std::int64_t scope, const Context& variables, bool local,
                              const std::string& person, Instant now);
    Result<void> suspend(const std::string& caseId, bool suspend, const std::string& person, Instant now);
    Result<void> modify(const std::string& caseId, const Modification& modification, const std::string& person,
                        Instant now);
    Result<void> activate(const std::string& caseId, std::int64_t scope, const std::string& element,
                          const std::string& person, Instant now);  // ad-hoc; "" ends the sub-process
    // To the newest definition of the case's process, or to `definition`. W07x: what cannot go along.
    Result<void> migrate(const std::string& caseId, const std::string& definition,
                         const std::map<std::string, std::string>& elements, const std::string& person, Instant now);
    Result<std::vector<Error>> migrationObstacles(const std::string& caseId, const std::string& definition,
                                                  const std::map<std::string, std::string>& elements) const;
    Result<void> cancelCase(const std::string& caseId, const std::string& person, Instant now);
    Result<int> purge(const std::string& municipality, const std::string& process, Instant endedBefore, int most);
    // These cases, as far as they are there and have ended; how many that were.
    Result<int> purgeCases(const std::vector<std::string>& ids);

    // --- looking
    Result<std::vector<CaseView>> cases() const;
    Result<std::vector<CaseView>> cases(const CaseQuery& query) const;
    Result<CaseView> view(const StoredCase& row) const;      // as in a list: without its path
    Result<CaseView> findCase(const std::string& id) const;  // W042
    Result<std::vector<HistoryEntry>> history(const std::string& caseId) const;
    Result<Standing> standing(const std::string& caseId) const;  // tokens, scopes, what is waited for

private:
    struct Inner;
    std::unique_ptr<Inner> inner_;
};

}  // namespace toitsu::workflows
