// The shell: work of persons and machines.

#include <algorithm>

#include "apps/cli/flow_shell.h"
#include "apps/cli/internal/shell_values.h"

namespace toitsu::cli {

using namespace workflows;  // NOLINT(google-build-using-namespace): this is the engine's own voice

namespace {

constexpr Instant defaultLease = 300'000;

// What complete-job and its like need to know of a job.
Result<Job> held(const Value& request) {
    const auto id = shell::text(request, "job");
    if (!id) return fail(id.error());
    const auto attempt = shell::integer(request, "attempt");
    if (!attempt) return fail(attempt.error());
    Job job;
    job.id = *id;
    job.caseId = id->substr(0, id->rfind('.'));
    job.attempt = static_cast<int>(*attempt);
    return job;
}

}  // namespace

FlowShell::Answer FlowShell::tasks(const Request& request) {
    WorkQuery query;
    query.municipality = shell::textOr(request, "municipality");
    query.name = shell::textOr(request, "role");
    const std::string wanted = shell::textOr(request, "case");
    const auto open = engine_->tasks(query);
    if (!open) return fail(open.error());
    List all;
    for (const Task& task : *open) {
        if (wanted.empty() || task.caseId == wanted) all.push_back(shell::view(task));
    }
    return Context{{"tasks", std::move(all)}};
}

FlowShell::Answer FlowShell::claimTask(const Request& request) {
    const auto task = shell::text(request, "task");
    const auto person = shell::text(request, "person");
    if (!task) return fail(task.error());
    if (!person) return fail(person.error());
    if (const auto claimed = engine_->claimTask(*task, *person, now()); !claimed) return fail(claimed.error());
    return Context{};
}

FlowShell::Answer FlowShell::releaseTask(const Request& request) {
    const auto task = shell::text(request, "task");
    if (!task) return fail(task.error());
    const auto released = engine_->releaseTask(*task, shell::textOr(request, "person"), now());
    if (!released) return fail(released.error());
    return Context{};
}

FlowShell::Answer FlowShell::completeTask(const Request& request) {
    const auto task = shell::text(request, "task");
    if (!task) return fail(task.error());
    const auto completed =
        engine_->completeTask(*task, shell::textOr(request, "person"), shell::context(request, "variables"), now());
    if (!completed) return fail(completed.error());
    return Context{};
}

FlowShell::Answer FlowShell::jobs(const Request& request) {
    WorkQuery query;
    query.kind = Work::Kind::job;
    query.municipality = shell::textOr(request, "municipality");
    query.name = shell::textOr(request, "operation");
    const std::string wanted = shell::textOr(request, "case");
    const auto open = store_->openWork(query);
    if (!open) return fail(open.error());
    List all;
    for (const Work& work : *open) {
        if (!wanted.empty() && work.caseId != wanted) continue;
        all.push_back(Context{{"id", work.id},
                              {"case", work.caseId},
                              {"operation", work.name},
                              {"created", shell::when(work.created)},
                              {"due", shell::whenOr(work.due)}});
    }
    return Context{{"jobs", std::move(all)}};
}

FlowShell::Answer FlowShell::claimJobs(const Request& request) {
    Instant lease = defaultLease;
    if (!request["lease"].isNull()) {
        const auto span = shell::after(request["lease"], "lease", 0);
        if (!span) return fail(span.error());
        lease = *span;
    }
    const auto most = shell::integerOr(request, "most", 10);
    const auto claimed = engine_->claimJobs(shell::textOr(request, "worker", "worker"),
                                            static_cast<int>(std::clamp<std::int64_t>(most, 0, 100'000)), lease, now());
    if (!claimed) return fail(claimed.error());
    List all;
    for (const Job& job : *claimed) all.push_back(shell::view(job));
    return Context{{"jobs", std::move(all)}};
}

FlowShell::Answer FlowShell::completeJob(const Request& request) {
    const auto job = held(request);
    if (!job) return fail(job.error());
    const auto completed = engine_->completeJob(*job, shell::context(request, "variables"), now());
    if (!completed) return fail(completed.error());
    return Context{};
}

FlowShell::Answer FlowShell::failJob(const Request& request) {
    const auto job = held(request);
    if (!job) return fail(job.error());
    const std::string message = shell::textOr(request, "message", "the worker has failed");
    const Error error{ErrorKind::unavailable, shell::textOr(request, "code", "failed"), {message, message}, {}};
    std::optional<Instant> retryAt;
    if (!request["retry_in"].isNull()) {
        const auto at = shell::after(request["retry_in"], "retry_in", now());
        if (!at) return fail(at.error());
        retryAt = *at;
    }
    const auto failed = engine_->failJob(*job, error, retryAt, now());
    if (!failed) return fail(failed.error());
    return Context{};
}

FlowShell::Answer FlowShell::extendJob(const Request& request) {
    const auto job = held(request);
    if (!job) return fail(job.error());
    const auto lease = shell::after(request["lease"], "lease", 0);
    if (!lease) return fail(lease.error());
    const auto extended = engine_->extendJob(*job, *lease, now());
    if (!extended) return fail(extended.error());
    return Context{};
}

FlowShell::Answer FlowShell::throwError(const Request& request) {
    const auto work = shell::text(request, "work");
    const auto code = shell::text(request, "code");
    if (!work) return fail(work.error());
    if (!code) return fail(code.error());
    const auto thrown =
        engine_->throwError(*work, static_cast<int>(shell::integerOr(request, "attempt", 0)), *code,
                            shell::context(request, "variables"), shell::textOr(request, "person"), now());
    if (!thrown) return fail(thrown.error());
    return Context{};
}

FlowShell::Answer FlowShell::throwEscalation(const Request& request) {
    const auto work = shell::text(request, "work");
    const auto code = shell::text(request, "code");
    if (!work) return fail(work.error());
    if (!code) return fail(code.error());
    const auto thrown =
        engine_->throwEscalation(*work, static_cast<int>(shell::integerOr(request, "attempt", 0)), *code,
                                 shell::context(request, "variables"), shell::textOr(request, "person"), now());
    if (!thrown) return fail(thrown.error());
    return Context{};
}

}  // namespace toitsu::cli
