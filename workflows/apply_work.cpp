// What events change of a case's work: tasks, jobs, waits, incidents, and what it has sent.

#include "workflows/apply_parts.h"

namespace toitsu::workflows::applying {

namespace {

// Where a variable is put that is not said to be local: where it is seen already, else into the process.
Context& homeOf(State& state, std::int64_t scopeId, std::int64_t tokenId, const std::string& name) {
    Token* token = find(state.tokens, tokenId);
    Scope* scope = find(state.scopes, token ? token->scope : scopeId);
    for (;;) {
        if (token && token->locals.find(name)) return token->locals;
        if (!scope) return state.scopes[0].variables;
        if (scope->kind == Scope::Kind::process || scope->variables.find(name)) return scope->variables;
        token = find(state.tokens, scope->token);
        if (!token) return scope->variables;
        scope = find(state.scopes, token->scope);
    }
}

bool takeWait(State& state, std::int64_t id) {
    const Wait* wait = find(state.waits, id);
    if (!wait) return false;
    if (wait->token == 0) {
        if (Scope* scope = find(state.scopes, wait->scope)) scope->waits.erase(id);
    }
    state.conditions.erase(id);
    return takeWork(state, state.waits, id);
}

}  // namespace

void putVariables(State& state, const Event& event, std::int64_t scope, std::int64_t token) {
    const Value* variables = event.detail.find("variables");
    if (!variables || !variables->context()) return;
    for (const auto& [name, value] : variables->context()->entries())
        homeOf(state, scope, token, name).put(name, value);
}

bool hang(State& state, std::int64_t work, std::int64_t tokenId) {
    Token* token = find(state.tokens, tokenId);
    if (token) token->work.insert(work);
    return token != nullptr;
}

void unhang(State& state, std::int64_t work, std::int64_t tokenId) {
    if (Token* token = find(state.tokens, tokenId)) token->work.erase(work);
}

bool taskCreated(State& state, const Event& event) {
    OpenTask task{fresh(state, event, "task"), integer(event, "token"), event.element,      event.at,
                  text(event, "role"),         text(event, "assignee"), maybe(event, "due")};
    return hang(state, task.id, task.token) && state.tasks.emplace(task.id, std::move(task)).second;
}

bool taskClaimed(State& state, const Event& event) {
    OpenTask* task = find(state.tasks, integer(event, "task"));
    if (task) task->claimedBy = event.actor;
    return task != nullptr;
}

bool taskReleased(State& state, const Event& event) {
    OpenTask* task = find(state.tasks, integer(event, "task"));
    if (task) task->claimedBy.clear();
    return task != nullptr;
}

bool taskCompleted(State& state, const Event& event) {
    const OpenTask* task = find(state.tasks, integer(event, "task"));
    if (!task) return false;
    putVariables(state, event, 0, task->token);
    if (!event.actor.empty()) state.doneBy[event.element].insert(event.actor);
    return takeWork(state, state.tasks, task->id);
}

bool taskCancelled(State& state, const Event& event) {
    return takeWork(state, state.tasks, integer(event, "task"));
}

bool jobCreated(State& state, const Event& event) {
    OpenJob job;
    job.id = fresh(state, event, "job");
    job.token = integer(event, "token");
    job.element = event.element;
    job.operation = text(event, "operation");
    job.key = text(event, "key");
    job.created = event.at;
    job.due = event.at;
    return hang(state, job.id, job.token) && state.jobs.emplace(job.id, std::move(job)).second;
}

bool jobClaimed(State& state, const Event& event) {
    OpenJob* job = find(state.jobs, integer(event, "job"));
    if (!job) return false;
    job->attempt = static_cast<int>(integer(event, "attempt"));
    job->claimed = true;
    job->reclaimed = truth(event, "reclaimed");
    job->due = integer(event, "leaseUntil");
    return true;
}

bool jobExtended(State& state, const Event& event) {
    OpenJob* job = find(state.jobs, integer(event, "job"));
    if (job) job->due = integer(event, "leaseUntil");
    return job != nullptr;
}

bool jobCompleted(State& state, const Event& event) {
    const OpenJob* job = find(state.jobs, integer(event, "job"));
    if (!job) return false;
    putVariables(state, event, 0, job->token);
    return takeWork(state, state.jobs, job->id);
}

bool jobFailed(State& state, const Event& event) {
    OpenJob* job = find(state.jobs, integer(event, "job"));
    if (!job) return false;
    job->claimed = false;
    job->due = maybe(event, "retryAt");
    return true;
}

// Only kept: what a business system may have done must stand in the audit log even when the case has gone on without
// it.
bool jobReportedLate(State&, const Event&) {
    return true;
}

bool jobRetried(State& state, const Event& event) {
    OpenJob* job = find(state.jobs, integer(event, "job"));
    if (!job) return false;
    job->spared = job->attempt;
    job->claimed = false;
    job->due = event.at;
    return true;
}

bool jobCancelled(State& state, const Event& event) {
    return takeWork(state, state.jobs, integer(event, "job"));
}

bool openWait(State& state, Wait wait) {
    if (wait.token != 0) {
        if (!hang(state, wait.id, wait.token)) return false;
    } else {
        Scope* scope = find(state.scopes, wait.scope);
        if (!scope) return false;
        scope->waits.insert(wait.id);
    }
    if (wait.kind == Wait::Kind::condition) state.conditions.insert(wait.id);
    return state.waits.emplace(wait.id, std::move(wait)).second;
}

Wait waitOf(State& state, const Event& event, std::string_view number) {
    Wait wait;
    wait.id = fresh(state, event, number);
    wait.token = integer(event, "token");
    wait.scope = integer(event, "scope");
    wait.element = event.element;
    wait.trigger = integer(event, "trigger");
    wait.created = event.at;
    return wait;
}

bool timerSet(State& state, const Event& event) {
    Wait wait = waitOf(state, event, "timer");
    wait.due = integer(event, "due");
    wait.remaining = integer(event, "remaining");
    wait.every = text(event, "every");
    return openWait(state, std::move(wait));
}

bool timerGone(State& state, const Event& event) {
    return takeWait(state, integer(event, "timer"));
}

bool waitOpened(State& state, const Event& event) {
    Wait wait = waitOf(state, event, "wait");
    const std::string kind = text(event, "kind");
    wait.kind = kind == "message" ? Wait::Kind::message : kind == "signal" ? Wait::Kind::signal : Wait::Kind::condition;
    wait.name = text(event, "name");
    wait.key = text(event, "key");
    wait.held = truth(event, "held");
    return openWait(state, std::move(wait));
}

bool waitMet(State& state, const Event& event) {
    const Wait* wait = find(state.waits, integer(event, "wait"));
    if (!wait) return false;
    if (std::string message = text(event, "message"); !message.empty()) state.heard.insert(std::move(message));
    putVariables(state, event, wait->scope, wait->token);
    return takeWait(state, wait->id);
}

bool waitChanged(State& state, const Event& event) {
    Wait* wait = find(state.waits, integer(event, "wait"));
    if (wait) wait->held = truth(event, "held");
    return wait != nullptr;
}

bool waitCancelled(State& state, const Event& event) {
    return takeWait(state, integer(event, "wait"));
}

bool thrown(State& state, const Event& event, bool signal) {
    Delivery delivery{fresh(state, event, "delivery"), event.element, signal, text(event, "name"), text(event, "key"),
                      context(event, "variables"),     event.at};
    return state.deliveries.emplace(delivery.id, std::move(delivery)).second;
}

bool messageThrown(State& state, const Event& event) {
    return thrown(state, event, false);
}

bool signalThrown(State& state, const Event& event) {
    return thrown(state, event, true);
}

bool delivered(State& state, const Event& event) {
    return state.deliveries.erase(integer(event, "delivery")) == 1;
}

bool incidentRaised(State& state, const Event& event) {
    OpenIncident incident{fresh(state, event, "incident"),
                          integer(event, "token"),
                          integer(event, "job"),
                          event.element,
                          text(event, "code"),
                          {text(event, "ja"), text(event, "en")},
                          event.at,
                          text(event, "stage")};
    // Token 0: of an event sub-process of the case itself.
    if (incident.token != 0 && !hang(state, incident.id, incident.token)) return false;
    return state.incidents.emplace(incident.id, std::move(incident)).second;
}

bool incidentResolved(State& state, const Event& event) {
    const OpenIncident* incident = find(state.incidents, integer(event, "incident"));
    if (!incident) return false;
    putVariables(state, event, 0, incident->token);
    return takeWork(state, state.incidents, incident->id);
}

bool incidentCancelled(State& state, const Event& event) {
    return takeWork(state, state.incidents, integer(event, "incident"));
}

}  // namespace toitsu::workflows::applying
