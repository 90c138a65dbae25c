#pragma once

// The inside of simulation.cpp: what is going to happen, who works, what was measured.

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "base/random.h"
#include "rules/expression.h"
#include "workflows/trial/simulation.h"
#include "workflows/trial/stage.h"
#include "workflows/watched_store.h"

namespace toitsu::workflows::trial {

class Simulation {
public:
    Simulation(const Library& library, const SimulationSettings& settings, const BusinessCalendar* calendar,
               std::map<std::string, double> minutes);

    Result<SimulationResult> run(const std::string& xml, const std::string& file);

private:
    struct Pending {  // what is going to happen
        enum class Kind { begin, finish, job, message, look };
        Kind kind = Kind::begin;
        std::string id;    // of work, or of the case
        std::string name;  // element or message; a role to be looked at
        std::string key;   // message
        std::string person;
    };
    struct Waiting {  // a task
        std::string id, caseId, element, role, assignee;
        Instant since = 0;
        std::optional<Instant> due;
    };
    struct Desk {  // a role
        std::set<std::string> free;
        std::deque<std::string> queue;  // ids of tasks
        int people = 0;
        double busy = 0;     // milliseconds of office time
        double waiting = 0;  // milliseconds × tasks
        Instant counted = 0;
        std::int64_t longest = 0;
    };

    void watch(const std::string& caseId, const Event& event);
    void onTask(const std::string& caseId, const Event& event);
    void forget(const std::string& task);
    Result<void> happen(const Pending& pending);
    Result<void> begin(const Pending& pending);
    Result<void> finish(const Pending& pending);
    Result<void> answer(const Pending& pending);
    Result<void> deliver(const Pending& pending);
    Result<void> takeUp(const std::string& role);
    Desk& desk(const std::string& role);
    void count(Desk& desk);
    void planArrivals();

    Instant after(Instant from, Instant working) const;  // by the office's hours
    Instant workingBetween(Instant from, Instant until) const;
    Instant drawn(double minutes, Random& random) const;
    const Outcome* chosen(const std::vector<Outcome>& outcomes, Random& random) const;
    Context values(const Outcome& outcome, const Value& known, int number) const;
    double minutesOf(const std::string& element) const;

    const Library& library_;
    const SimulationSettings& settings_;
    std::map<std::string, double> minutes_;  // flow:duration by element
    Random arrivals_, durations_, choices_;
    std::unique_ptr<Stage> stage_;
    std::string process_;
    std::multimap<Instant, Pending> coming_;
    std::map<std::string, Waiting> tasks_;
    std::map<std::string, std::pair<std::string, Instant>> working_;  // task → person, since
    std::map<std::string, Job> jobs_;
    std::map<std::string, Desk> desks_;
    std::map<std::string, Instant> open_;  // cases
    std::map<std::string, std::string> endEvents_;
    std::map<std::string, std::vector<Instant>> waits_, works_;
    std::vector<Instant> leads_;
    double areaOpen_ = 0;
    Instant areaCounted_ = 0;
    int begun_ = 0;
    SimulationResult result_;
    const BusinessCalendar* calendar_ = nullptr;
};

}  // namespace toitsu::workflows::trial
