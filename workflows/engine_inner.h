#pragma once

// The inside of the engine: definitions in memory, and the loop load → decide → apply → commit.

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "workflows/decide.h"
#include "workflows/engine.h"
#include "workflows/projection.h"

namespace toitsu::workflows {

struct Engine::Inner {
    std::shared_ptr<Store> store;
    Decide answer;
    std::mutex mutex;  // one command at a time: the store has one writer anyway
    std::map<std::string, std::shared_ptr<const Definition>> definitions;  // by hash

    Result<std::shared_ptr<const Definition>> definition(const std::string& hash);
    Result<State> load(const std::string& caseId) const;  // W042
    // Decides and commits; a conflict with another engine on the same store starts over. Answers the state afterwards.
    Result<State> run(const std::string& caseId, const std::function<Result<Command>(const State&)>& command,
                      Instant now);
};

// "<case>.<number>" → "<case>".
std::string caseOf(const std::string& workId);

Task taskView(const State& state, const Definition& definition, const OpenTask& task);
Job jobView(const State& state, const OpenJob& job);
CaseView caseView(const State& state);

}  // namespace toitsu::workflows
