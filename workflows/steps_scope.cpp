// Processes, sub-processes and event sub-processes: how they begin, end and are taken away.

#include <algorithm>

#include "workflows/elements/element.h"
#include "workflows/steps.h"

namespace toitsu::workflows {

std::int64_t Steps::openScope(const Node& container, std::int64_t token, Context variables, bool process,
                              const std::string& hash, std::int64_t revives) {
    const std::int64_t scope = state_.next;
    for (const std::string& name : container.data) {
        if (!variables.find(name)) variables.put(name, Value());
    }
    Context detail = {{"scope", scope}, {"parent", state_.token(token)->scope}, {"token", token}};
    if (process) detail.put("kind", "process");
    if (!hash.empty()) detail.put("definition", hash);
    if (!variables.empty()) detail.put("variables", std::move(variables));
    if (revives != 0) detail.put("revives", revives);
    emit(Kind::scopeOpened, container.id, std::move(detail));
    return scope;
}

// Event sub-processes wait before anything begins; one whose condition holds already and that interrupts is all that
// happens.
void Steps::startScope(std::int64_t scope, const Node& container) {
    const Definition& all = definition(scope);
    for (const std::size_t index : container.eventSubProcesses) {
        for (const std::size_t child : all.at(index).children) {
            const Node& start = all.at(child);
            if (start.type->position != Position::start) continue;
            subscribe(start, 0, scope);
            const Scope* open = state_.scope(scope);
            if (defect_ || !open) return;
            if (start.interrupting && !open->tokens.empty()) return;
        }
    }
    if (container.adHoc && (container.adHocSequential || container.startedByPerson)) return touch(scope);
    for (const std::size_t index : container.starts) arrive(scope, all.at(index));
    touch(scope);
}

// Only the start event that has happened begins; a parallel event-based gateway waits for its other events.
void Steps::startTriggered(const Node& process, const Node& start) {
    for (const std::size_t index : process.eventSubProcesses) {
        for (const std::size_t child : definition(0).at(index).children) {
            const Node& event = definition(0).at(child);
            if (event.type->position == Position::start) subscribe(event, 0, 0);
            if (defect_ || state_.completed) return;
        }
    }
    const Scope& root = *state_.scope(0);
    const bool interrupted = std::any_of(root.tokens.begin(), root.tokens.end(), [&](std::int64_t token) {
        const Node* node = nodeOf(*state_.token(token));
        return node && node->triggeredByEvent;
    });
    if (interrupted) return;
    for (const std::size_t flow : start.incoming) {
        const Node& gateway = definition(0).at(definition(0).flows[flow].from);
        if (!gateway.parallelGate || !gateway.instantiates) continue;
        const std::int64_t token = state_.next;
        emit(Kind::elementEntered, gateway.id, {{"token", token}});
        for (const std::size_t other : gateway.outgoing) {
            const Node& event = definition(0).at(definition(0).flows[other].to);
            if (event.index != start.index) subscribe(event, token, 0);
        }
        break;
    }
    arriveTriggered(0, start);
}

void Steps::emptyScope(std::int64_t id) {
    std::erase_if(arrivals_, [&](const Arrival& arrival) { return arrival.scope == id; });
    const Scope* scope = state_.scope(id);
    if (!scope) return;
    const std::vector<std::int64_t> tokens(scope->tokens.begin(), scope->tokens.end());
    for (const std::int64_t token : tokens) cancel(token);
    scope = state_.scope(id);
    if (!scope) return;
    const std::vector<std::int64_t> waits(scope->waits.begin(), scope->waits.end());
    for (const std::int64_t wait : waits) {
        const Wait& open = state_.waits.at(wait);
        const bool timer = open.kind == Wait::Kind::timer;
        emit(timer ? Kind::timerCancelled : Kind::waitCancelled, open.element, {{timer ? "timer" : "wait", wait}});
    }
}

void Steps::cancelScope(std::int64_t id) {
    const Scope* scope = state_.scope(id);
    if (!scope) return;
    const std::string element = scope->element;
    emptyScope(id);
    emit(Kind::scopeClosed, element, {{"scope", id}});
}

void Steps::terminate(std::int64_t scope) {
    if (scope == 0) return endCase(true);
    emptyScope(scope);
    endScope(scope);
}

void Steps::endCase(bool terminated, const std::string& error, const std::string& actor) {
    throws_.clear();
    emptyScope(0);
    std::vector<std::int64_t> loose;  // incidents of event sub-processes of the case itself
    for (const auto& [id, incident] : state_.incidents) loose.push_back(id);
    for (const std::int64_t id : loose)
        emit(Kind::incidentCancelled, state_.incidents.at(id).element, {{"incident", id}});
    arrivals_.clear();
    Context detail = {{"terminated", terminated}};
    if (!error.empty()) detail.put("error", error);
    emit(Kind::caseCompleted, "", std::move(detail), actor);
}

bool Steps::endTouched() {
    while (!touched_.empty() && !defect_) {
        const std::int64_t id = *touched_.rbegin();  // inner scopes have the greater numbers
        touched_.erase(id);
        const Scope* scope = state_.scope(id);
        if (!scope || scope->kind == Scope::Kind::multi) continue;
        const Node* container = definition(id).find(scope->element);
        if (container && container->adHoc && !container->triggeredByEvent) {
            if (turnAdHoc(id, *container)) return true;
            continue;
        }
        if (!scope->tokens.empty()) continue;
        const bool busy = std::any_of(state_.compensations.begin(), state_.compensations.end(),
                                      [&](const auto& entry) { return entry.second.scope == id; });
        if (busy) continue;
        endScope(id);
        return true;
    }
    return false;
}

// An activity of an ad-hoc sub-process has ended: is that enough, what comes next? True when something moved.
bool Steps::turnAdHoc(std::int64_t id, const Node& node) {
    const Scope& scope = *state_.scope(id);
    const Token host = *state_.token(scope.token);
    const bool stopped = std::any_of(host.work.begin(), host.work.end(),
                                     [&](std::int64_t work) { return state_.incidents.contains(work); });
    if (stopped) return false;
    bool enough = false;
    if (node.completion) {
        const auto answer = judge(node.completion, node, host, "turn");
        if (!answer) return true;
        enough = *answer;
        if (enough && (node.cancelsRemaining || scope.tokens.empty())) {
            endScope(id);
            return true;
        }
    }
    if (enough || !scope.tokens.empty() || node.startedByPerson) return false;
    if (node.adHocSequential && static_cast<std::size_t>(scope.ended) < node.starts.size()) {
        const Node& next = definition(id).at(node.starts[static_cast<std::size_t>(scope.ended)]);
        emit(Kind::instanceEnded, node.id, {{"scope", id}});
        arrive(id, next);
        return true;
    }
    if (node.completion) return false;  // a person may begin more, until the condition holds
    endScope(id);
    return true;
}

void Steps::endScope(std::int64_t id) {
    if (defect_) return;
    if (id == 0) return endCase(false);
    const Scope& scope = *state_.scope(id);
    const std::int64_t hostId = scope.token;
    const Token host = *state_.token(hostId);
    const Node& node = *nodeOf(host);
    emptyScope(id);
    Context detail = {{"scope", id}};
    Context results;
    const Scope& ended = *state_.scope(id);
    const bool called = ended.kind == Scope::Kind::process;
    if (called && node.outputs.empty()) results = ended.variables;
    if (called && !node.outputs.empty()) setVariables(0, hostId, ended.variables, true);
    if (node.triggeredByEvent) {
        emit(Kind::scopeClosed, node.id, std::move(detail));
        if (host.compensates != 0) return handlerEnded(node, hostId);
        return leaveAlong(node, {hostId}, {});
    }
    const bool handled = node.compensatedBy != nowhere;
    const bool undone = handled || !ended.done.empty() || compensationStart(definition(host.scope), node) != nullptr;
    if (host.compensates == 0 && !node.forCompensation && undone) {
        detail.put("kept", true);
        if (handled) detail.put("handler", definition(host.scope).at(node.compensatedBy).id);
    }
    const std::string element = ended.element;
    emit(Kind::scopeClosed, called ? element : node.id, std::move(detail));
    setVariables(0, hostId, std::move(results));
    complete(node, hostId);
}

}  // namespace toitsu::workflows
