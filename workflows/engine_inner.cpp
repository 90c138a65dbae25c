#include "workflows/engine_inner.h"

#include <algorithm>

#include "workflows/apply.h"
#include "workflows/bpmn.h"
#include "workflows/encoding.h"

namespace toitsu::workflows {

namespace {

constexpr int mostConflicts = 16;
constexpr std::size_t eventBytes = 128;       // about what an event takes in a store
constexpr std::size_t leastSnapshot = 8'192;  // shorter histories are replayed

}  // namespace

std::string caseOf(const std::string& workId) {
    return workId.substr(0, workId.rfind('.'));
}

Result<std::shared_ptr<const Definition>> Engine::Inner::definition(const std::string& hash) {
    {
        const std::lock_guard lock(definitionsMutex);
        if (const auto known = definitions.find(hash); known != definitions.end()) return known->second;
    }
    const auto stored = store->definition(hash);
    if (!stored) return fail(stored.error());
    if (!*stored) {
        return fail(ErrorKind::input, "W021",
                    {"案件が使うフローの定義が保存されていません。バックアップから戻してください。",
                     "the flow that a case runs on is not in the database; restore it from a backup"});
    }
    Import import = readBpmn((*stored)->xml, (*stored)->file);
    if (!import.definition) return fail(combined(import.mistakes));
    const std::lock_guard lock(definitionsMutex);
    return definitions.emplace(hash, std::make_shared<const Definition>(std::move(*import.definition))).first->second;
}

std::optional<Engine::Inner::Kept> Engine::Inner::take(const std::string& caseId) {
    const std::lock_guard lock(cacheMutex);
    const auto found = cached.find(caseId);
    if (found == cached.end()) return std::nullopt;
    Kept kept = std::move(found->second->second);
    recent.erase(found->second);
    cached.erase(found);
    return kept;
}

void Engine::Inner::keep(const std::string& caseId, Kept kept) {
    if (kept.state.completed) return;  // hardly ever asked for again
    const std::lock_guard lock(cacheMutex);
    recent.emplace_front(caseId, std::move(kept));
    cached[caseId] = recent.begin();
    while (recent.size() > options.cachedCases) {
        cached.erase(recent.back().first);
        recent.pop_back();
    }
}

void Engine::Inner::forget(const std::string& caseId) {
    static_cast<void>(take(caseId));
}

Result<Engine::Inner::Kept> Engine::Inner::load(const std::string& caseId) {
    if (auto kept = take(caseId)) return std::move(*kept);
    auto kept = stored(caseId);
    if (!kept) return kept;
    const auto flow = definition(kept->state.definition);
    if (!flow) return fail(flow.error());
    if (const auto fits = checkFits(surroundings, *flow, kept->state); !fits) return fail(fits.error());
    return kept;
}

Result<Engine::Inner::Kept> Engine::Inner::stored(const std::string& caseId) const {
    const auto row = store->findCase(caseId);
    if (!row) return fail(row.error());
    if (!*row) {
        return fail(ErrorKind::notFound, "W042",
                    {"その案件はありません。案件一覧で番号を確かめてください。",
                     "there is no such case; look it up in the list of cases"});
    }
    const auto since = store->history(caseId, (*row)->snapshotAt);
    if (!since) return fail(since.error());
    auto state = stateOf(**row, *since);
    if (!state) return fail(state.error());
    return Kept{std::move(*state), (*row)->snapshotAt, (*row)->snapshot.size()};
}

Engine::Inner::Outcome Engine::Inner::outcomeOf(const std::vector<Event>& events) {
    Outcome outcome;
    outcome.changed = !events.empty();
    for (const Event& event : events) {
        outcome.delivers = outcome.delivers || event.kind == Kind::messageThrown || event.kind == Kind::signalThrown;
        outcome.waits = outcome.waits || event.kind == Kind::waitOpened;
    }
    return outcome;
}

Change Engine::Inner::changeFor(Kept& kept, const State& after, std::vector<Event> events,
                                const std::vector<std::string>& takenMessages) {
    const std::int64_t expected = after.sequence - static_cast<std::int64_t>(events.size());
    Change change = changeOf(after, expected, std::move(events));
    change.taken = takenMessages;
    const auto since = static_cast<std::size_t>(after.sequence - kept.snapshotAt) * eventBytes;
    if (since >= std::max(leastSnapshot, kept.snapshotBytes)) {
        change.after.snapshot = encode(toValue(after));
        change.after.snapshotAt = after.sequence;
        kept.snapshotAt = after.sequence;
        kept.snapshotBytes = change.after.snapshot.size();
    } else {
        change.after.snapshotAt = kept.snapshotAt;
    }
    return change;
}

std::future<Result<void>> Engine::Inner::commit(Kept& kept, const State& after, std::vector<Event> events,
                                                const std::vector<std::string>& takenMessages) {
    std::vector<Change> changes;
    changes.push_back(changeFor(kept, after, std::move(events), takenMessages));
    return store->commitLater(std::move(changes));
}

// Whether another process has changed the case meanwhile: then what is in memory, on which nothing was to be done, is
// out of date.
bool Engine::Inner::movedOn(const std::string& caseId, std::int64_t sequence) {
    const auto row = store->findCase(caseId);
    if (!row || !*row || (*row)->sequence <= sequence) return false;
    forget(caseId);
    return true;
}

Result<Engine::Inner::Outcome> Engine::Inner::run(const std::string& caseId, const Ask& ask, Instant now,
                                                  std::vector<Pending>* later, const Look& look,
                                                  const std::vector<std::string>& takenMessages) {
    const std::lock_guard lock(stripe(caseId));
    for (int conflicts = 0;; ++conflicts) {
        auto kept = load(caseId);
        if (!kept) return fail(kept.error());
        const auto flow = definition(kept->state.definition);
        if (!flow) return fail(flow.error());
        const auto command = ask(kept->state);
        if (!command) {
            const Error refused = command.error();
            const std::int64_t sequence = kept->state.sequence;
            keep(caseId, std::move(*kept));
            if (conflicts == 0 && movedOn(caseId, sequence)) continue;
            return fail(refused);
        }
        Decided decided = decide(surroundings, *flow, std::move(kept->state), *command, now);
        if (decided.refused) {
            if (decided.events.empty()) {
                kept->state = std::move(decided.after);
                keep(caseId, std::move(*kept));
            }
            if (conflicts == 0 && decided.events.empty() && movedOn(caseId, decided.after.sequence)) continue;
            return fail(*decided.refused);
        }
        const Outcome outcome = outcomeOf(decided.events);
        if (!outcome.changed) {
            kept->state = std::move(decided.after);
            const std::int64_t sequence = kept->state.sequence;
            if (look) look(kept->state, **flow);
            keep(caseId, std::move(*kept));
            if (conflicts == 0 && movedOn(caseId, sequence)) continue;
            return outcome;
        }
        auto durable = commit(*kept, decided.after, std::move(decided.events), takenMessages);
        kept->state = std::move(decided.after);
        if (later) {
            if (look) look(kept->state, **flow);
            keep(caseId, std::move(*kept));
            later->push_back({caseId, std::move(durable)});
            return outcome;
        }
        const auto committed = durable.get();
        if (committed) {
            if (look) look(kept->state, **flow);
            keep(caseId, std::move(*kept));
            return outcome;
        }
        if (committed.error().kind != ErrorKind::conflict || conflicts == mostConflicts) return fail(committed.error());
    }
}

std::optional<Error> Engine::Inner::wait(std::vector<Pending>& pending, std::vector<std::string>* failed) {
    std::optional<Error> trouble;
    for (Pending& one : pending) {
        const auto committed = one.done.get();
        if (committed) continue;
        forget(one.caseId);
        if (failed) failed->push_back(one.caseId);
        if (!trouble) trouble = committed.error();
    }
    pending.clear();
    return trouble;
}

Result<Engine::Inner::Outcome> Engine::Inner::begin(const StartCase& command, Instant now) {
    const std::lock_guard lock(stripe(command.id));
    const auto flow = definition(command.definition);
    if (!flow) return fail(flow.error());
    Decided decided = decide(surroundings, *flow, State(), command, now);
    if (decided.refused) return fail(*decided.refused);
    Kept kept;
    const Outcome outcome = outcomeOf(decided.events);
    const auto committed = commit(kept, decided.after, std::move(decided.events), {}).get();
    if (!committed) return fail(committed.error());
    kept.state = std::move(decided.after);
    keep(command.id, std::move(kept));
    return outcome;
}

}  // namespace toitsu::workflows
