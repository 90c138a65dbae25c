#include "workflows/apply.h"

#include <algorithm>
#include <map>

namespace toitsu::workflows {

namespace {

std::int64_t integer(const Event& event, std::string_view name) {
    const Value* value = event.detail.find(name);
    const Decimal* number = value ? value->number() : nullptr;
    return number ? number->toInteger().value_or(0) : 0;
}

std::string text(const Event& event, std::string_view name) {
    const Value* value = event.detail.find(name);
    return value && value->string() ? *value->string() : std::string();
}

template <class T>
T* find(std::vector<T>& items, std::int64_t id) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

template <class T>
bool remove(std::vector<T>& items, std::int64_t id) {
    const T* found = find(items, id);
    if (!found) return false;
    items.erase(items.begin() + (found - items.data()));
    return true;
}

void putVariables(State& state, const Event& event) {
    const Value* variables = event.detail.find("variables");
    if (!variables || !variables->context()) return;
    for (const auto& [name, value] : variables->context()->entries()) state.variables.put(name, value);
}

// Numbers are given out in order; an event that brings a new number moves the counter on.
std::int64_t fresh(State& state, const Event& event, std::string_view name) {
    const std::int64_t number = integer(event, name);
    state.next = std::max(state.next, number + 1);
    return number;
}

// Each answers false when the event contradicts the state.
using Change = bool (*)(State&, const Event&);

bool caseStarted(State& state, const Event& event) {
    if (!state.id.empty()) return false;
    state.id = text(event, "id");
    state.process = text(event, "process");
    state.definition = text(event, "definition");
    state.municipality = text(event, "municipality");
    state.businessKey = text(event, "businessKey");
    state.started = event.at;
    putVariables(state, event);
    return !state.id.empty();
}

bool caseCompleted(State& state, const Event& event) {
    state.completed = true;
    state.ended = event.at;
    state.tokens.clear();
    state.tasks.clear();
    state.jobs.clear();
    state.timers.clear();
    state.incidents.clear();
    return true;
}

bool elementEntered(State& state, const Event& event) {
    const std::int64_t activation = ++state.activations[event.element];
    state.tokens.push_back({fresh(state, event, "token"), event.element, text(event, "via"), activation});
    state.path.push_back(event.element);
    return true;
}

bool elementLeft(State& state, const Event& event) {
    const Value* tokens = event.detail.find("tokens");
    if (!tokens || !tokens->list()) return false;
    return std::all_of(tokens->list()->begin(), tokens->list()->end(), [&](const Value& token) {
        return token.number() && remove(state.tokens, token.number()->toInteger().value_or(0));
    });
}

bool elementCancelled(State& state, const Event& event) {
    return remove(state.tokens, integer(event, "token"));
}

bool taskCreated(State& state, const Event& event) {
    state.tasks.push_back({fresh(state, event, "task"), integer(event, "token"), event.element, event.at});
    return true;
}

bool taskCompleted(State& state, const Event& event) {
    putVariables(state, event);
    return remove(state.tasks, integer(event, "task"));
}

bool taskCancelled(State& state, const Event& event) {
    return remove(state.tasks, integer(event, "task"));
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
    state.jobs.push_back(job);
    return true;
}

bool jobClaimed(State& state, const Event& event) {
    OpenJob* job = find(state.jobs, integer(event, "job"));
    if (!job) return false;
    job->attempt = static_cast<int>(integer(event, "attempt"));
    job->claimed = true;
    job->reclaimed = event.detail.find("reclaimed") && event.detail.find("reclaimed")->isTrue();
    job->due = integer(event, "leaseUntil");
    return true;
}

bool jobCompleted(State& state, const Event& event) {
    putVariables(state, event);
    return remove(state.jobs, integer(event, "job"));
}

bool jobFailed(State& state, const Event& event) {
    OpenJob* job = find(state.jobs, integer(event, "job"));
    if (!job) return false;
    const Value* retryAt = event.detail.find("retryAt");
    job->claimed = false;
    job->due.reset();
    if (retryAt && retryAt->number()) job->due = retryAt->number()->toInteger();
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
    return remove(state.jobs, integer(event, "job"));
}

bool timerSet(State& state, const Event& event) {
    state.timers.push_back(
        {fresh(state, event, "timer"), integer(event, "token"), event.element, integer(event, "due")});
    return true;
}

bool timerGone(State& state, const Event& event) {
    return remove(state.timers, integer(event, "timer"));
}

bool decisionMade(State& state, const Event& event) {
    putVariables(state, event);
    return true;
}

bool incidentRaised(State& state, const Event& event) {
    state.incidents.push_back({fresh(state, event, "incident"),
                               integer(event, "token"),
                               integer(event, "job"),
                               event.element,
                               text(event, "code"),
                               {text(event, "ja"), text(event, "en")},
                               event.at});
    return true;
}

bool incidentGone(State& state, const Event& event) {
    putVariables(state, event);
    return remove(state.incidents, integer(event, "incident"));
}

const std::map<std::string_view, Change>& changes() {
    static const std::map<std::string_view, Change> table = {
        {kinds::caseStarted, caseStarted},
        {kinds::caseCompleted, caseCompleted},
        {kinds::elementEntered, elementEntered},
        {kinds::elementLeft, elementLeft},
        {kinds::elementCancelled, elementCancelled},
        {kinds::taskCreated, taskCreated},
        {kinds::taskCompleted, taskCompleted},
        {kinds::taskCancelled, taskCancelled},
        {kinds::jobCreated, jobCreated},
        {kinds::jobClaimed, jobClaimed},
        {kinds::jobCompleted, jobCompleted},
        {kinds::jobFailed, jobFailed},
        {kinds::jobReportedLate, jobReportedLate},
        {kinds::jobRetried, jobRetried},
        {kinds::jobCancelled, jobCancelled},
        {kinds::timerSet, timerSet},
        {kinds::timerFired, timerGone},
        {kinds::timerCancelled, timerGone},
        {kinds::decisionMade, decisionMade},
        {kinds::incidentRaised, incidentRaised},
        {kinds::incidentResolved, incidentGone},
        {kinds::incidentCancelled, incidentGone},
    };
    return table;
}

}  // namespace

Result<State> apply(State state, const Event& event) {
    const auto change = changes().find(event.kind);
    if (change == changes().end() || !change->second(state, event)) {
        return fail(
            ErrorKind::input, "W106",
            {"記録された出来事「" + event.kind + "」を案件の状態に反映できません。バックアップから戻してください。",
             "the recorded event " + event.kind + " does not fit the case; restore the database from a backup"});
    }
    ++state.sequence;
    return state;
}

Result<State> replay(const std::vector<Event>& events) {
    State state;
    for (const Event& event : events) {
        auto next = apply(std::move(state), event);
        if (!next) return next;
        state = std::move(*next);
    }
    return state;
}

}  // namespace toitsu::workflows
