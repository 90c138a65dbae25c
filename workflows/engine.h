#pragma once

// The engine: commands decide, events change, one transaction each. Time is an argument. A model that cannot go on
// becomes an incident; the engine never stops for it.

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "workflows/decision.h"
#include "workflows/store.h"
#include "workflows/task.h"

namespace toitsu::workflows {

class Engine {
public:
    Engine(std::shared_ptr<Store> store, Decide decide);
    ~Engine();

    // Checks the BPMN and keeps it for ever under its sha-256; deploying the same file twice changes nothing. W0xx with
    // file:line:col. Answers the process id.
    Result<std::string> deploy(const std::string& xml, const std::string& file, Instant now);

    // Starts a case of the newest deployed definition of `process`. A second start with the same municipality, process
    // and business key answers the first case's id and changes nothing.
    Result<std::string> start(const std::string& process, const std::string& municipality,
                              const std::string& businessKey, const Context& variables, Instant now);

    Result<std::vector<Task>> tasks(const std::string& municipality = {}) const;  // open tasks, oldest first
    Result<Task> task(const std::string& id) const;                               // W040 unknown or finished
    // W041 already finished. `variables` are put into the case.
    Result<void> completeTask(const std::string& id, const std::string& person, const Context& variables, Instant now);

    // Claims up to `count` due jobs under a lease. The claim is durable before this returns: it is the recorded intent.
    Result<std::vector<Job>> claimJobs(const std::string& worker, int count, Instant leaseMillis, Instant now);
    // W050 when the lease was lost (another attempt exists): the result is thrown away (it only stands in the history).
    Result<void> completeJob(const Job& job, const Context& result, Instant now);
    // Retries at `retryAt` while attempts < 5 and `retryAt` is given; otherwise an incident.
    Result<void> failJob(const Job& job, const Error& error, std::optional<Instant> retryAt, Instant now);

    Result<int> fireTimers(Instant now);  // number of timers fired
    Result<std::optional<Instant>> nextTimer() const;

    Result<std::vector<Incident>> incidents() const;
    // `variables` are put into the case first: that is how a person mends a missing or wrong value. W043.
    Result<void> retryIncident(const std::string& id, const std::string& person, Instant now,
                               const Context& variables = {});

    Result<std::vector<CaseView>> cases() const;
    Result<CaseView> findCase(const std::string& id) const;  // W042
    Result<std::vector<HistoryEntry>> history(const std::string& caseId) const;

private:
    struct Inner;
    std::unique_ptr<Inner> inner_;
};

}  // namespace toitsu::workflows
