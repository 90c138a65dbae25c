#include "workflows/apply.h"

#include <array>

#include "workflows/apply_parts.h"

namespace toitsu::workflows {

using namespace applying;  // NOLINT(google-build-using-namespace): its own other half

namespace {

bool attach(State& state, Token token) {
    Scope* scope = find(state.scopes, token.scope);
    if (!scope) return false;
    scope->tokens.insert(token.id);
    if (token.joins) state.joints[{token.scope, token.element}][token.via].insert(token.id);
    return state.tokens.emplace(token.id, std::move(token)).second;
}

bool removeToken(State& state, std::int64_t id) {
    const Token* token = find(state.tokens, id);
    if (!token || token->hosted != 0) return false;
    if (token->joins) {
        const auto joint = state.joints.find({token->scope, token->element});
        if (joint != state.joints.end()) {
            joint->second[token->via].erase(id);
            if (joint->second[token->via].empty()) joint->second.erase(token->via);
            if (joint->second.empty()) state.joints.erase(joint);
        }
    }
    if (Scope* scope = find(state.scopes, token->scope)) scope->tokens.erase(id);
    state.tokens.erase(id);
    return true;
}

bool caseStarted(State& state, const Event& event) {
    if (!state.id.empty()) return false;
    state.id = text(event, "id");
    state.process = text(event, "process");
    state.definition = text(event, "definition");
    state.municipality = text(event, "municipality");
    state.businessKey = text(event, "businessKey");
    state.started = event.at;
    if (std::string message = text(event, "message"); !message.empty()) state.heard.insert(std::move(message));
    Scope root;
    root.element = state.process;
    root.variables = context(event, "variables");
    state.scopes.emplace(0, std::move(root));
    return !state.id.empty();
}

bool caseCompleted(State& state, const Event& event) {
    state.completed = true;
    state.ended = event.at;
    state.error = text(event, "error");
    state.tokens.clear();
    state.tasks.clear();
    state.jobs.clear();
    state.waits.clear();
    state.incidents.clear();
    state.compensations.clear();
    state.joints.clear();
    state.resets.clear();
    state.conditions.clear();
    const auto root = state.scopes.find(0);
    if (root == state.scopes.end()) return false;
    Scope kept;
    kept.element = root->second.element;
    kept.variables = std::move(root->second.variables);
    state.scopes.clear();
    state.scopes.emplace(0, std::move(kept));
    return true;
}

bool caseSuspended(State& state, const Event&) {
    state.suspended = true;
    return true;
}

bool caseResumed(State& state, const Event&) {
    state.suspended = false;
    return true;
}

// What stands at an element that has another name in the new definition is called by that.
bool caseMigrated(State& state, const Event& event) {
    state.definition = text(event, "definition");
    const Context elements = context(event, "elements");
    const auto renamed = [&](std::string& element) {
        const Value* to = elements.find(element);
        if (to && to->string()) element = *to->string();
    };
    for (auto& [id, scope] : state.scopes) renamed(scope.element);
    for (auto& [id, token] : state.tokens) renamed(token.element);
    for (auto& [id, task] : state.tasks) renamed(task.element);
    for (auto& [id, job] : state.jobs) renamed(job.element);
    for (auto& [id, wait] : state.waits) renamed(wait.element);
    for (auto& [id, incident] : state.incidents) renamed(incident.element);
    return connectParts(state);
}

bool elementEntered(State& state, const Event& event) {
    Token token;
    token.id = fresh(state, event, "token");
    token.scope = integer(event, "scope");
    token.element = event.element;
    token.via = text(event, "via");
    token.activation = ++state.activations[event.element];
    token.index = integer(event, "index");
    token.joins = truth(event, "joins");
    token.compensates = integer(event, "compensates");
    token.locals = context(event, "locals");
    if (token.index != 0) {
        Scope* scope = find(state.scopes, token.scope);
        if (scope) scope->started = std::max(scope->started, token.index);
    }
    return attach(state, std::move(token));
}

bool elementLeft(State& state, const Event& event) {
    const Value* tokens = event.detail.find("tokens");
    if (!tokens || !tokens->list()) return false;
    return std::all_of(tokens->list()->begin(), tokens->list()->end(), [&](const Value& token) {
        return token.number() && removeToken(state, token.number()->toInteger().value_or(0));
    });
}

bool elementCancelled(State& state, const Event& event) {
    const std::int64_t token = integer(event, "token");
    std::erase_if(state.compensations, [&](const auto& entry) { return token != 0 && entry.second.token == token; });
    return removeToken(state, token);
}

bool elementCompleted(State& state, const Event& event) {
    const Token* token = find(state.tokens, integer(event, "token"));
    if (!token) return false;
    Scope* scope = find(state.scopes, token->scope);
    if (!scope) return false;
    scope->done.push_back({event.element, text(event, "handler"), token->locals, {}});
    return true;
}

bool scopeOpened(State& state, const Event& event) {
    Scope scope;
    scope.id = fresh(state, event, "scope");
    scope.parent = integer(event, "parent");
    scope.token = integer(event, "token");
    scope.kind = text(event, "kind") == "process" ? Scope::Kind::process : Scope::Kind::subProcess;
    scope.element = event.element;
    scope.definition = text(event, "definition");
    scope.variables = context(event, "variables");
    Token* host = find(state.tokens, scope.token);
    if (!host || host->hosted != 0) return false;
    host->hosted = scope.id;
    // A sub-process that is opened again to be undone has its records back.
    const std::int64_t compensation = integer(event, "revives");
    if (compensation != 0) {
        Compensation* running = find(state.compensations, compensation);
        if (!running || running->pending.empty()) return false;
        scope.done = std::move(running->pending.back().inner);
        scope.variables = std::move(running->pending.back().variables);
        running->pending.pop_back();
    }
    return state.scopes.emplace(scope.id, std::move(scope)).second;
}

bool multiOpened(State& state, const Event& event) {
    Scope scope;
    scope.id = fresh(state, event, "scope");
    scope.parent = integer(event, "parent");
    scope.token = integer(event, "token");
    scope.kind = Scope::Kind::multi;
    scope.element = event.element;
    scope.total = integer(event, "total");
    if (const Value* items = event.detail.find("items"); items && items->list()) scope.items = *items->list();
    Token* host = find(state.tokens, scope.token);
    if (!host || host->hosted != 0) return false;
    host->hosted = scope.id;
    return state.scopes.emplace(scope.id, std::move(scope)).second;
}

bool scopeClosed(State& state, const Event& event) {
    const auto found = state.scopes.find(integer(event, "scope"));
    if (found == state.scopes.end() || !found->second.tokens.empty()) return false;
    Scope closed = std::move(found->second);
    for (const std::int64_t wait : closed.waits) {
        state.conditions.erase(wait);
        state.waits.erase(wait);
    }
    for (const auto& [element, flows] : closed.reset) state.resets.erase({closed.id, element});
    state.scopes.erase(found);
    std::erase_if(state.compensations, [&](const auto& entry) { return entry.second.scope == closed.id; });
    Token* host = find(state.tokens, closed.token);
    if (!host) return false;
    host->hosted = 0;
    if (!truth(event, "kept")) return true;
    Scope* parent = find(state.scopes, closed.parent);
    if (!parent) return false;
    if (closed.kind == Scope::Kind::multi) {
        for (Compensable& record : closed.done) parent->done.push_back(std::move(record));
    } else {
        parent->done.push_back(
            {event.element, text(event, "handler"), std::move(closed.variables), std::move(closed.done)});
    }
    return true;
}

bool variablesSet(State& state, const Event& event) {
    if (std::string message = text(event, "message"); !message.empty()) state.heard.insert(std::move(message));
    const std::int64_t scopeId = integer(event, "scope");
    const std::int64_t tokenId = integer(event, "token");
    if (!truth(event, "local")) {
        putVariables(state, event, scopeId, tokenId);
        return true;
    }
    Token* token = find(state.tokens, tokenId);
    Scope* scope = find(state.scopes, scopeId);
    if (tokenId != 0 ? token == nullptr : scope == nullptr) return false;
    Context& home = tokenId != 0 ? token->locals : scope->variables;
    const Context variables = context(event, "variables");
    for (const auto& [name, value] : variables.entries()) home.put(name, value);
    return true;
}

bool instanceEnded(State& state, const Event& event) {
    Scope* scope = find(state.scopes, integer(event, "scope"));
    if (!scope) return false;
    ++scope->ended;
    if (const Value* output = event.detail.find("output")) scope->outputs[integer(event, "index")] = *output;
    return true;
}

// What was thrown stands in the history; what it led to has events of its own.
bool noted(State&, const Event&) {
    return true;
}

bool compensationBegun(State& state, const Event& event) {
    Compensation compensation;
    compensation.id = fresh(state, event, "compensation");
    compensation.scope = integer(event, "scope");
    compensation.token = integer(event, "token");
    compensation.cancels = truth(event, "cancels");
    Scope* scope = find(state.scopes, compensation.scope);
    if (!scope) return false;
    const std::string activity = text(event, "activity");
    std::vector<Compensable> rest;
    for (Compensable& record : scope->done) {
        auto& into = activity.empty() || record.element == activity ? compensation.pending : rest;
        into.push_back(std::move(record));
    }
    scope->done = std::move(rest);
    return state.compensations.emplace(compensation.id, std::move(compensation)).second;
}

bool compensationStep(State& state, const Event& event) {
    Compensation* compensation = find(state.compensations, integer(event, "compensation"));
    if (!compensation || compensation->pending.empty()) return false;
    compensation->pending.pop_back();
    return true;
}

bool compensationEnded(State& state, const Event& event) {
    return state.compensations.erase(integer(event, "compensation")) == 1;
}

bool gatewayReset(State& state, const Event& event) {
    Scope* scope = find(state.scopes, integer(event, "scope"));
    if (!scope) return false;
    const Value* flows = event.detail.find("flows");
    if (!flows || !flows->list()) {
        scope->reset.erase(event.element);
        state.resets.erase({scope->id, event.element});
        return true;
    }
    std::vector<std::string>& came = scope->reset[event.element];
    state.resets.insert({scope->id, event.element});
    for (const Value& flow : *flows->list()) {
        if (flow.string()) came.push_back(*flow.string());
    }
    return true;
}

bool answered(State& state, const Event& event) {
    putVariables(state, event, 0, integer(event, "token"));
    return true;
}

// Each answers false when the event contradicts the state.
using Change = bool (*)(State&, const Event&);

// In the order of Kind.
constexpr std::array<Change, 48> changes = {
    caseStarted,
    caseCompleted,
    caseSuspended,
    caseResumed,
    caseMigrated,
    elementEntered,
    elementLeft,
    elementCancelled,
    elementCompleted,
    scopeOpened,
    scopeClosed,
    variablesSet,
    multiOpened,
    instanceEnded,
    taskCreated,
    taskClaimed,
    taskReleased,
    taskCompleted,
    taskCancelled,
    jobCreated,
    jobClaimed,
    jobExtended,
    jobCompleted,
    jobFailed,
    jobReportedLate,
    jobRetried,
    jobCancelled,
    timerSet,
    timerGone,
    timerGone,
    waitOpened,
    waitMet,
    waitChanged,
    waitCancelled,
    messageThrown,
    signalThrown,
    delivered,
    noted,
    noted,
    compensationBegun,
    compensationStep,
    compensationEnded,
    gatewayReset,
    answered,
    answered,
    incidentRaised,
    incidentResolved,
    incidentCancelled,
};
static_assert(changes.size() == static_cast<std::size_t>(Kind::incidentCancelled) + 1);

}  // namespace

Result<void> apply(State& state, const Event& event) {
    if (!changes[static_cast<std::size_t>(event.kind)](state, event)) {
        const std::string kind(name(event.kind));
        return fail(ErrorKind::input, "W106",
                    {"記録された出来事「" + kind + "」を案件の状態に反映できません。バックアップから戻してください。",
                     "the recorded event " + kind + " does not fit the case; restore the database from a backup"});
    }
    ++state.sequence;
    return {};
}

Result<State> replay(const std::vector<Event>& events) {
    State state;
    for (const Event& event : events) {
        if (const auto changed = apply(state, event); !changed) return fail(changed.error());
    }
    return state;
}

}  // namespace toitsu::workflows
