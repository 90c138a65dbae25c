#include "workflows/engine.h"

#include <algorithm>

#include "base/hash.h"
#include "workflows/bpmn.h"
#include "workflows/encoding.h"
#include "workflows/engine_inner.h"

namespace toitsu::workflows {

namespace {

constexpr int timersAtOnce = 10'000;

template <class T>
Result<T> noSuchTask() {
    return fail(ErrorKind::notFound, "W040",
                {"その作業はありません。作業一覧で番号を確かめてください。",
                 "there is no such task; look it up in the list of tasks"});
}

// The number of a piece of work that this case can have had.
Result<std::int64_t> taskNumber(const State& state, const std::string& id) {
    const auto number = state.workNumber(id);
    if (!number || *number <= 0 || *number >= state.next) return noSuchTask<std::int64_t>();
    return *number;
}

}  // namespace

Engine::Engine(std::shared_ptr<Store> store, Decide decide)
    : Engine(std::move(store), EngineOptions{std::move(decide)}) {}

Engine::Engine(std::shared_ptr<Store> store, EngineOptions options) : inner_(std::make_unique<Inner>()) {
    Inner* inner = inner_.get();
    inner->store = std::move(store);
    inner->options = std::move(options);
    inner->surroundings.decide = [inner](const std::string& decision, const Context& inputs) -> Result<Value> {
        if (inner->options.decide) return inner->options.decide(decision, inputs);
        return fail(ErrorKind::notFound, "R020", {"判定表がありません。", "there are no decisions"});
    };
    inner->surroundings.serve = inner->options.serve;
    inner->surroundings.calendar = inner->options.calendar;
    inner->surroundings.definition = [inner](const std::string& hash) { return inner->definition(hash); };
    inner->surroundings.newest = [inner](const std::string& process) { return inner->store->newestHash(process); };
}

Engine::~Engine() = default;

Result<std::string> Engine::deploy(const std::string& xml, const std::string& file, Instant now) {
    const auto deployed = [&](std::string_view process) {
        const auto stored = inner_->store->newestDefinition(std::string(process));
        return stored && *stored;
    };
    Import import = checkedBpmn(xml, file, deployed);
    if (!import.definition) return fail(combined(import.mistakes));
    const std::string process = import.definition->process;
    const std::string hash = sha256Hex(xml);
    const auto put = inner_->store->putDefinition(
        {hash, import.definition->processIds(), xml, file.substr(file.rfind('/') + 1), now});
    if (!put) return fail(put.error());
    const std::lock_guard lock(inner_->definitionsMutex);
    inner_->definitions.emplace(hash, std::make_shared<const Definition>(std::move(*import.definition)));
    return process;
}

Result<std::string> Engine::newest(const std::string& process) const {
    const auto hash = inner_->store->newestHash(process);
    if (!hash) return fail(hash.error());
    if (*hash) return **hash;
    return fail(ErrorKind::notFound, "W020",
                {"フロー「" + process + "」は登録されていません。先に登録してください。",
                 "the flow " + process + " is not deployed; deploy it first"});
}

Result<std::shared_ptr<const Definition>> Engine::definition(const std::string& hash) const {
    return inner_->definition(hash);
}

std::string caseIdOf(const std::string& municipality, const std::string& process, const std::string& businessKey) {
    return sha256Hex(municipality + '\n' + process + '\n' + businessKey).substr(0, 32);
}

Result<std::string> Engine::start(const std::string& process, const std::string& municipality,
                                  const std::string& businessKey, const Context& variables, Instant now) {
    if (municipality.empty() || businessKey.empty()) {
        return fail(
            ErrorKind::usage, "W060",
            {"案件を始めるには団体コードと業務上の番号が要ります。", "a case needs a municipality and a business key"});
    }
    if (const auto storable = checkStorable(variables); !storable) return fail(storable.error());
    const std::string id = caseIdOf(municipality, process, businessKey);
    const auto existing = inner_->store->findCase(id);
    if (!existing) return fail(existing.error());
    if (*existing) return id;
    const auto hash = newest(process);
    if (!hash) return fail(hash.error());
    const auto begun = inner_->begin({id, process, *hash, municipality, businessKey, variables}, now);
    if (!begun) {
        const auto meanwhile = inner_->store->findCase(id);  // another engine on the same store was first
        if (begun.error().kind == ErrorKind::conflict && meanwhile && *meanwhile) return id;
        return fail(begun.error());
    }
    if (const auto done = inner_->afterwards(id, *begun, now); !done) return fail(done.error());
    return id;
}

Result<void> Engine::completeTask(const std::string& id, const std::string& person, const Context& variables,
                                  Instant now) {
    if (const auto storable = checkStorable(variables); !storable) return storable;
    const auto done = inner_->command(
        caseOf(id),
        [&](const State& state) -> Result<Command> {
            const auto number = taskNumber(state, id);
            if (!number) return fail(number.error());
            return CompleteTask{*number, person, variables};
        },
        now);
    if (done) return {};
    return done.error().code == "W042" ? noSuchTask<void>() : fail(done.error());
}

Result<void> Engine::claimTask(const std::string& id, const std::string& person, Instant now) {
    const auto done = inner_->command(
        caseOf(id),
        [&](const State& state) -> Result<Command> {
            const auto number = taskNumber(state, id);
            if (!number) return fail(number.error());
            return ClaimTask{*number, person, person};
        },
        now);
    if (done) return {};
    return done.error().code == "W042" ? noSuchTask<void>() : fail(done.error());
}

Result<void> Engine::releaseTask(const std::string& id, const std::string& by, Instant now) {
    const auto done = inner_->command(
        caseOf(id),
        [&](const State& state) -> Result<Command> {
            const auto number = taskNumber(state, id);
            if (!number) return fail(number.error());
            return ClaimTask{*number, "", by};
        },
        now);
    if (done) return {};
    return done.error().code == "W042" ? noSuchTask<void>() : fail(done.error());
}

Result<std::vector<Job>> Engine::claimJobs(const std::string& worker, int count, Instant leaseMillis, Instant now) {
    const auto due = inner_->store->takeDue(Work::Kind::job, now, count);
    if (!due) return fail(due.error());
    std::vector<Job> jobs;
    std::vector<Inner::Pending> pending;
    std::optional<Error> trouble;
    for (const Work& work : *due) {
        std::int64_t number = 0;
        int before = 0;
        const auto done = inner_->run(
            work.caseId,
            [&](const State& state) -> Result<Command> {
                number = state.workNumber(work.id).value_or(0);
                const auto job = state.jobs.find(number);
                before = job == state.jobs.end() ? 0 : job->second.attempt;
                return ClaimJob{number, worker, leaseMillis};
            },
            now, &pending,
            [&](const State& state, const Definition&) {
                const auto job = state.jobs.find(number);
                if (job == state.jobs.end() || !job->second.claimed || job->second.attempt != before + 1) return;
                if (const auto flow = inner_->definitionAt(state, job->second.token))
                    jobs.push_back(jobView(state, **flow, job->second));
            });
        if (!done) trouble = done.error();
    }
    std::vector<std::string> failed;
    if (auto error = inner_->wait(pending, &failed)) trouble = std::move(error);
    std::erase_if(jobs,
                  [&](const Job& job) { return std::find(failed.begin(), failed.end(), job.caseId) != failed.end(); });
    if (jobs.empty() && trouble && trouble->kind != ErrorKind::conflict) return fail(*trouble);
    return jobs;  // what was claimed must reach the worker
}

Result<void> Engine::completeJob(const Job& job, const Context& result, Instant now) {
    if (const auto storable = checkStorable(result); !storable) return storable;
    bool held = false;
    const auto done = inner_->command(
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
    const auto done = inner_->command(
        job.caseId,
        [&](const State& state) -> Result<Command> {
            return FailJob{state.workNumber(job.id).value_or(0), job.attempt, error.code, error.message, retryAt};
        },
        now);
    if (!done) return fail(done.error());
    return {};
}

Result<void> Engine::extendJob(const Job& job, Instant leaseMillis, Instant now) {
    const auto done = inner_->command(
        job.caseId,
        [&](const State& state) -> Result<Command> {
            return ExtendJob{state.workNumber(job.id).value_or(0), job.attempt, leaseMillis};
        },
        now);
    if (!done) return fail(done.error());
    return {};
}

Result<void> Engine::throwError(const std::string& workId, int attempt, const std::string& code,
                                const Context& variables, const std::string& person, Instant now) {
    if (const auto storable = checkStorable(variables); !storable) return storable;
    const auto done = inner_->command(
        caseOf(workId),
        [&](const State& state) -> Result<Command> {
            return Throw{state.workNumber(workId).value_or(0), attempt, code, false, variables, person};
        },
        now);
    if (!done) return fail(done.error());
    return {};
}

Result<void> Engine::throwEscalation(const std::string& workId, int attempt, const std::string& code,
                                     const Context& variables, const std::string& person, Instant now) {
    if (const auto storable = checkStorable(variables); !storable) return storable;
    const auto done = inner_->command(
        caseOf(workId),
        [&](const State& state) -> Result<Command> {
            return Throw{state.workNumber(workId).value_or(0), attempt, code, true, variables, person};
        },
        now);
    if (!done) return fail(done.error());
    return {};
}

Result<int> Engine::fireTimers(Instant now) {
    const auto due = inner_->store->takeDue(Work::Kind::timer, now, timersAtOnce);
    if (!due) return fail(due.error());
    // At half past eight thousands are due: what is decided is made durable together, and only then followed up.
    struct Fired {
        std::string caseId;
        Inner::Outcome outcome;
    };
    std::vector<Fired> all;
    std::vector<Inner::Pending> pending;
    std::optional<Error> trouble;  // one case that cannot go on must not hold up the others
    for (const Work& work : *due) {
        bool open = false;
        const auto done = inner_->run(
            work.caseId,
            [&](const State& state) -> Result<Command> {
                const std::int64_t number = state.workNumber(work.id).value_or(0);
                const auto timer = state.waits.find(number);  // an earlier one of this round may have withdrawn it
                open = timer != state.waits.end() && timer->second.due <= now;
                return FireTimer{number};
            },
            now, &pending);
        if (!done) trouble = done.error();
        if (done && open) all.push_back({work.caseId, *done});
    }
    std::vector<std::string> failed;
    // Where another engine was faster the timer is still due, or its own.
    if (auto error = inner_->wait(pending, &failed); error && error->kind != ErrorKind::conflict)
        trouble = std::move(error);
    int fired = 0;
    for (const Fired& one : all) {
        if (std::find(failed.begin(), failed.end(), one.caseId) != failed.end()) continue;
        ++fired;
        if (const auto done = inner_->afterwards(one.caseId, one.outcome, now); !done) trouble = done.error();
    }
    const auto begun = inner_->fireStartTimers(now);
    if (begun) fired += *begun;
    if (!begun && !trouble) trouble = begun.error();
    if (trouble) return fail(*trouble);
    return fired;
}

}  // namespace toitsu::workflows
