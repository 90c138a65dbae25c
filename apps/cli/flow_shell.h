#pragma once

// FlowShell: the engine by JSON Lines. One request, one answer with the events it caused, so that any language can
// drive flows. docs/flow-shell.md has every request.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "rules/decision.h"
#include "workflows/engine.h"

namespace toitsu::cli {

struct FlowShellOptions {
    std::string store = "memory";         // or sqlite:FILE, postgresql:…
    std::string now;                      // where a clock that is moved by hand begins; "" now
    bool wallClock = false;               // the machine's clock instead
    std::string municipality = "000000";  // of requests that name none
    std::vector<std::string> decisions;   // DMN files for business rule tasks
    std::string library;                  // whose calendars timers use; "" the one that ships
};

class FlowShell {
public:
    static Result<std::unique_ptr<FlowShell>> open(const FlowShellOptions& options);
    ~FlowShell();

    // One line in, one line out, without the line break. Never fails: what is wrong stands in the answer.
    std::string answer(const std::string& line);
    bool ended() const { return ended_; }  // by {"op": "quit"}

    workflows::Engine& engine() { return *engine_; }
    workflows::Instant now() const;

private:
    using Request = Value;
    using Answer = Result<Context>;
    using Operation = Answer (FlowShell::*)(const Request&);
    struct Entry {
        const char* name;
        const char* needs;  // for {"op": "help"}
        Operation run;
    };
    static const std::vector<Entry>& operations();

    FlowShell() = default;
    Answer dispatch(const Request& request);
    Context withEvents(Context answer);

    // flow_shell_cases.cpp
    Answer deploy(const Request& request);
    Answer deployDecision(const Request& request);
    Answer start(const Request& request);
    Answer message(const Request& request);
    Answer signal(const Request& request);
    Answer condition(const Request& request);
    Answer advance(const Request& request);
    Answer fireTimers(const Request& request);
    Answer deliver(const Request& request);
    Answer messages(const Request& request);
    Answer dropMessage(const Request& request);
    Answer help(const Request& request);
    Answer quit(const Request& request);

    // flow_shell_work.cpp
    Answer tasks(const Request& request);
    Answer claimTask(const Request& request);
    Answer releaseTask(const Request& request);
    Answer completeTask(const Request& request);
    Answer jobs(const Request& request);
    Answer claimJobs(const Request& request);
    Answer completeJob(const Request& request);
    Answer failJob(const Request& request);
    Answer extendJob(const Request& request);
    Answer throwError(const Request& request);
    Answer throwEscalation(const Request& request);

    // flow_shell_look.cpp
    Answer cases(const Request& request);
    Answer oneCase(const Request& request);
    Answer tokens(const Request& request);
    Answer subscriptions(const Request& request);
    Answer variables(const Request& request);
    Answer setVariables(const Request& request);
    Answer history(const Request& request);
    Answer incidents(const Request& request);
    Answer retry(const Request& request);
    Answer skip(const Request& request);
    Answer suspend(const Request& request);
    Answer resume(const Request& request);
    Answer modify(const Request& request);
    Answer activate(const Request& request);
    Answer migrate(const Request& request);
    Answer remove(const Request& request);
    Answer purge(const Request& request);

    std::string municipalityOf(const Request& request) const;

    FlowShellOptions options_;
    std::shared_ptr<workflows::Store> store_;
    List events_;  // committed since the last answer
    std::unique_ptr<workflows::Engine> engine_;
    std::vector<rules::DecisionModel> models_;
    workflows::Instant now_ = 0;
    bool ended_ = false;
};

}  // namespace toitsu::cli
