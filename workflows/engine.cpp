#include "workflows/engine.h"

#include <algorithm>

#include "base/hash.h"
#include "workflows/apply.h"
#include "workflows/bpmn.h"
#include "workflows/encoding.h"
#include "workflows/engine_inner.h"

namespace toitsu::workflows {

namespace {

constexpr int mostConflicts = 16;
constexpr int timersAtOnce = 10'000;

// Where the number of a piece of work is asked for that this case cannot have had.
template <class T>
Result<T> noSuchTask() {
    return fail(ErrorKind::notFound, "W040",
                {"その作業はありません。作業一覧で番号を確かめてください。",
                 "there is no such task; look it up in the list of tasks"});
}

template <class T>
const T* find(const std::vector<T>& items, std::int64_t id) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

std::string caseOf(const std::string& workId) {
    return workId.substr(0, workId.rfind('.'));
}

Result<std::shared_ptr<const Definition>> Engine::Inner::definition(const std::string& hash) {
    if (const auto known = definitions.find(hash); known != definitions.end()) return known->second;
    const auto stored = store->definition(hash);
    if (!stored) return fail(stored.error());
    if (!*stored) {
        return fail(ErrorKind::input, "W021",
                    {"案件が使うフローの定義が保存されていません。バックアップから戻してください。",
                     "the flow that a case runs on is not in the database; restore it from a backup"});
    }
    Import import = readBpmn((*stored)->xml, (*stored)->file);
    if (!import.definition) return fail(combined(import.mistakes));
    auto definition = std::make_shared<const Definition>(std::move(*import.definition));
    definitions.emplace(hash, definition);
    return definition;
}

Result<State> Engine::Inner::load(const std::string& caseId) const {
    const auto row = store->findCase(caseId);
    if (!row) return fail(row.error());
    if (*row) return stateOf(**row);
    return fail(ErrorKind::notFound, "W042",
                {"その案件はありません。案件一覧で番号を確かめてください。",
                 "there is no such case; look it up in the list of cases"});
}

Result<State> Engine::Inner::run(const std::string& caseId, const std::function<Result<Command>(const State&)>& command,
                                 Instant now) {
    for (int conflicts = 0;; ++conflicts) {
        auto state = load(caseId);
        if (!state) return state;
        const auto wanted = command(*state);
        if (!wanted) return fail(wanted.error());
        const auto flow = definition(state->definition);
        if (!flow) return fail(flow.error());
        auto events = workflows::decide(**flow, *state, *wanted, now, answer);
        if (!events) return fail(events.error());
        if (events->empty()) return state;
        State after = *state;
        for (const Event& event : *events) {
            auto next = apply(std::move(after), event);
            if (!next) return next;
            after = std::move(*next);
        }
        const auto committed = store->commit({changeBetween(*state, after, std::move(*events))});
        if (committed) return after;
        if (committed.error().kind != ErrorKind::conflict || conflicts == mostConflicts) return fail(committed.error());
    }
}

Engine::Engine(std::shared_ptr<Store> store, Decide decide) : inner_(std::make_unique<Inner>()) {
    inner_->store = std::move(store);
    inner_->answer = std::move(decide);
}

Engine::~Engine() = default;

Result<std::string> Engine::deploy(const std::string& xml, const std::string& file, Instant now) {
    Import import = readBpmn(xml, file);
    if (!import.definition) return fail(combined(import.mistakes));
    const std::string process = import.definition->process;
    const std::string hash = sha256Hex(xml);
    const std::lock_guard lock(inner_->mutex);
    const auto put = inner_->store->putDefinition({hash, process, xml, file.substr(file.rfind('/') + 1), now});
    if (!put) return fail(put.error());
    inner_->definitions.emplace(hash, std::make_shared<const Definition>(std::move(*import.definition)));
    return process;
}

Result<std::string> Engine::start(const std::string& process, const std::string& municipality,
                                  const std::string& businessKey, const Context& variables, Instant now) {
    if (municipality.empty() || businessKey.empty()) {
        return fail(
            ErrorKind::usage, "W060",
            {"案件を始めるには団体コードと業務上の番号が要ります。", "a case needs a municipality and a business key"});
    }
    if (const auto storable = checkStorable(variables); !storable) return fail(storable.error());
    // The id follows from what makes a case unique, so a start that is repeated after a crash meets itself.
    const std::string id = sha256Hex(municipality + '\n' + process + '\n' + businessKey).substr(0, 32);
    const std::lock_guard lock(inner_->mutex);
    const auto existing = inner_->store->findCase(id);
    if (!existing) return fail(existing.error());
    if (*existing) return id;
    const auto stored = inner_->store->newestDefinition(process);
    if (!stored) return fail(stored.error());
    if (!*stored) {
        return fail(ErrorKind::notFound, "W020",
                    {"フロー「" + process + "」は登録されていません。先に登録してください。",
                     "the flow " + process + " is not deployed; deploy it first"});
    }
    const auto definition = inner_->definition((*stored)->hash);
    if (!definition) return fail(definition.error());
    auto events =
        workflows::decide(**definition, State(), StartCase{id, (*stored)->hash, municipality, businessKey, variables},
                          now, inner_->answer);
    if (!events) return fail(events.error());
    const auto after = replay(*events);
    if (!after) return fail(after.error());
    const auto committed = inner_->store->commit({changeBetween(State(), *after, std::move(*events))});
    if (committed) return id;
    const auto meanwhile = inner_->store->findCase(id);  // another engine on the same store was first
    if (committed.error().kind == ErrorKind::conflict && meanwhile && *meanwhile) return id;
    return fail(committed.error());
}

Result<void> Engine::completeTask(const std::string& id, const std::string& person, const Context& variables,
                                  Instant now) {
    if (const auto storable = checkStorable(variables); !storable) return storable;
    const std::lock_guard lock(inner_->mutex);
    const auto done = inner_->run(
        caseOf(id),
        [&](const State& state) -> Result<Command> {
            const auto number = state.workNumber(id);
            if (!number || *number <= 0 || *number >= state.next) return noSuchTask<Command>();
            return CompleteTask{*number, person, variables};
        },
        now);
    if (done) return {};
    return done.error().code == "W042" ? noSuchTask<void>() : fail(done.error());
}

Result<std::vector<Job>> Engine::claimJobs(const std::string& worker, int count, Instant leaseMillis, Instant now) {
    const std::lock_guard lock(inner_->mutex);
    const auto due = inner_->store->dueWork(Work::Kind::job, now, count);
    if (!due) return fail(due.error());
    std::vector<Job> jobs;
    std::optional<Error> trouble;
    for (const Work& work : *due) {
        std::int64_t number = 0;
        int before = 0;
        const auto after = inner_->run(
            work.caseId,
            [&](const State& state) -> Result<Command> {
                number = state.workNumber(work.id).value_or(0);
                const OpenJob* job = find(state.jobs, number);
                before = job ? job->attempt : 0;
                return ClaimJob{number, worker, leaseMillis};
            },
            now);
        if (!after) {
            trouble = after.error();
            continue;
        }
        const OpenJob* job = find(after->jobs, number);
        if (job && job->claimed && job->attempt == before + 1) jobs.push_back(jobView(*after, *job));
    }
    if (jobs.empty() && trouble) return fail(*trouble);  // what was claimed must reach the worker
    return jobs;
}

Result<void> Engine::completeJob(const Job& job, const Context& result, Instant now) {
    if (const auto storable = checkStorable(result); !storable) return storable;
    const std::lock_guard lock(inner_->mutex);
    bool held = false;
    const auto done = inner_->run(
        job.caseId,
        [&](const State& state) -> Result<Command> {
            const std::int64_t number = state.workNumber(job.id).value_or(0);
            held = heldJob(state, number, job.attempt) != nullptr;
            return CompleteJob{number, job.attempt, result};
        },
        now);
    if (!done) return fail(done.error());
    if (!held) return leaseLost();
    return {};
}

Result<void> Engine::failJob(const Job& job, const Error& error, std::optional<Instant> retryAt, Instant now) {
    const std::lock_guard lock(inner_->mutex);
    const auto done = inner_->run(
        job.caseId,
        [&](const State& state) -> Result<Command> {
            return FailJob{state.workNumber(job.id).value_or(0), job.attempt, error.code, error.message, retryAt};
        },
        now);
    if (!done) return fail(done.error());
    return {};
}

Result<int> Engine::fireTimers(Instant now) {
    const std::lock_guard lock(inner_->mutex);
    const auto due = inner_->store->dueWork(Work::Kind::timer, now, timersAtOnce);
    if (!due) return fail(due.error());
    int fired = 0;
    std::optional<Error> trouble;
    for (const Work& work : *due) {
        bool open = false;
        const auto after = inner_->run(
            work.caseId,
            [&](const State& state) -> Result<Command> {
                const std::int64_t number = state.workNumber(work.id).value_or(0);
                const OpenTimer* timer =
                    find(state.timers, number);  // an earlier one of this round may have withdrawn it
                open = timer && timer->due <= now;
                return FireTimer{number};
            },
            now);
        if (!after) {
            trouble = after.error();  // one case that cannot go on must not hold up the others
        } else if (open) {
            ++fired;
        }
    }
    if (trouble) return fail(*trouble);
    return fired;
}

Result<void> Engine::retryIncident(const std::string& id, const std::string& person, Instant now,
                                   const Context& variables) {
    if (const auto storable = checkStorable(variables); !storable) return storable;
    const std::lock_guard lock(inner_->mutex);
    const auto done = inner_->run(
        caseOf(id),
        [&](const State& state) -> Result<Command> {
            return RetryIncident{state.workNumber(id).value_or(0), person, variables};
        },
        now);
    if (!done) return fail(done.error());
    return {};
}

}  // namespace toitsu::workflows
