// Several cases changed in one transaction: what one has sent and what another has received, so that a message is never
// handed over twice and never lost between. The stripes of all of them are held, always in the same order.

#include <algorithm>
#include <set>

#include "workflows/engine_inner.h"

namespace toitsu::workflows {

namespace {

constexpr int mostConflicts = 16;

}  // namespace

Result<Engine::Inner::Together> Engine::Inner::together(const std::vector<Part>& parts, Instant now) {
    std::set<std::mutex*> needed;
    for (const Part& part : parts) needed.insert(&stripe(part.caseId));
    std::vector<std::unique_lock<std::mutex>> held;
    for (std::mutex* one : needed) held.emplace_back(*one);
    for (int conflicts = 0;; ++conflicts) {
        std::map<std::string, Attempt> attempts;
        Together answer;
        for (const Part& part : parts) {
            auto tried = attempt(part, attempts, now);
            if (!tried) {
                // Nothing has been committed: what is in memory is what the store has.
                return fail(tried.error());
            }
            answer.done.push_back(*tried);
        }
        std::vector<Change> changes;
        for (auto& [id, one] : attempts) {
            answer.outcomes.emplace_back(id, outcomeOf(one.events));
            if (!one.events.empty()) changes.push_back(changeFor(one.kept, one.kept.state, std::move(one.events), {}));
        }
        for (const Part& part : parts) {
            for (const StoredMessage& message : part.publishes) changes.back().published.push_back(message);
        }
        if (changes.empty()) return answer;
        const auto committed = store->commit(std::move(changes));
        if (committed) {
            for (auto& [id, one] : attempts) keep(id, std::move(one.kept));
            return answer;
        }
        if (committed.error().kind != ErrorKind::conflict || conflicts == mostConflicts) return fail(committed.error());
    }
}

// One part, on the state that the parts before it have left. False when it was refused and may be.
Result<bool> Engine::Inner::attempt(const Part& part, std::map<std::string, Attempt>& attempts, Instant now) {
    auto known = attempts.find(part.caseId);
    if (known == attempts.end()) {
        Attempt fresh;
        if (!part.start) {
            auto kept = load(part.caseId);
            if (!kept) return fail(kept.error());
            fresh.kept = std::move(*kept);
        }
        known = attempts.emplace(part.caseId, std::move(fresh)).first;
    }
    Attempt& one = known->second;
    const auto flow = definition(part.start ? part.start->definition : one.kept.state.definition);
    if (!flow) return fail(flow.error());
    const auto command = part.start ? Result<Command>(*part.start) : part.ask(one.kept.state);
    if (!command) return fail(command.error());
    Decided decided = decide(surroundings, *flow, std::move(one.kept.state), *command, now);
    one.kept.state = std::move(decided.after);
    if (decided.refused) {
        if (!part.mayBeRefused || !decided.events.empty()) return fail(*decided.refused);
        return false;
    }
    std::move(decided.events.begin(), decided.events.end(), std::back_inserter(one.events));
    return true;
}

}  // namespace toitsu::workflows
