#pragma once

// Job runner: does the machine's work of one station – claims jobs, hands them to the municipality's own system by its
// binding, and completes them with the receipt. Killed at any point, the next runner looks before it acts.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "apps/station/station.h"
#include "backends/backend.h"

namespace toitsu::station {

// Told after each step; a test that kills the runner measures its progress by these.
struct Progress {
    enum class Step { claimed, entered, waiting, failed, completed };
    Step step = Step::claimed;
    std::string caseId, element, operation;
    std::string backend;  // binding id
    std::string receipt;  // the system's number
    Wording why;          // of a failure or of waiting
};

class JobRunner {
public:
    using Tell = std::function<void(const Progress&)>;

    // `endpoints`: binding id → where it is reached, in place of what its file says.
    JobRunner(DataFolder& data, OpenStation openStation, const Bindings& bindings,
              std::map<std::string, std::string> endpoints, workflows::Instant leaseMillis, Tell tell);
    ~JobRunner();

    struct Round {
        int timers = 0;
        int claimed = 0;
        int completed = 0;
        int failed = 0;
        int waiting = 0;  // handed over, not yet answered by the backend
        bool moved() const { return timers + claimed + completed + failed > 0; }
    };
    // Everything that is due now, once. Errors are those of the store; a backend's trouble becomes a retry or an
    // incident.
    Result<Round> round(workflows::Instant at);

private:
    struct Done {
        workflows::Job job;
        backends::Outcome outcome;
        Context result;
        std::string backend;
    };
    Done work(const workflows::Job& job);
    Done archive(const workflows::Job& job) const;
    Done enter(const workflows::Job& job);
    Result<backends::Backend*> backendOf(const backends::Binding& binding);
    Result<void> settle(workflows::Engine& engine, const Done& done, workflows::Instant at, Round& round);

    DataFolder& data_;
    OpenStation openStation_;
    const Bindings& bindings_;
    std::map<std::string, std::string> endpoints_;
    workflows::Instant leaseMillis_;
    Tell tell_;
    std::string worker_;
    std::map<std::string, std::unique_ptr<backends::Backend>> open_;  // by binding id
    std::vector<workflows::Job> waiting_;                             // claimed by us, not yet answered
};

}  // namespace toitsu::station
