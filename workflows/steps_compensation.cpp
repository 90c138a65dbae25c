// Compensation: what has been completed in a scope is undone, the last first, one after the other. A sub-process that
// has been completed is opened again, with the variables it ended with, to be undone inside.

#include <algorithm>

#include "workflows/elements/element.h"
#include "workflows/steps.h"

namespace toitsu::workflows {

const Node* compensationStart(const Definition& definition, const Node& container) {
    for (const std::size_t sub : container.eventSubProcesses) {
        for (const std::size_t child : definition.at(sub).children) {
            const Node& start = definition.at(child);
            if (start.type->position != Position::start) continue;
            const bool compensates =
                std::any_of(start.triggers.begin(), start.triggers.end(),
                            [](const Trigger& trigger) { return trigger.kind == Trigger::Kind::compensation; });
            if (compensates) return &start;
        }
    }
    return nullptr;
}

void Steps::compensate(std::int64_t scope, const std::string& activity, std::int64_t token, const Node& node,
                       bool cancels) {
    const std::int64_t id = state_.next;
    Context detail = {{"compensation", id}};
    if (scope != 0) detail.put("scope", scope);
    if (token != 0) detail.put("token", token);
    if (cancels) detail.put("cancels", true);
    if (!activity.empty()) detail.put("activity", activity);
    emit(Kind::compensationBegun, node.id, std::move(detail));
    continueCompensation(id);
}

void Steps::continueCompensation(std::int64_t id) {
    const auto found = state_.compensations.find(id);
    if (found == state_.compensations.end() || defect_) return;
    const Compensation& running = found->second;
    const std::int64_t scope = running.scope;
    const std::int64_t thrower = running.token;
    const bool cancels = running.cancels;
    if (running.pending.empty()) {
        emit(Kind::compensationEnded, "", {{"compensation", id}});
        if (cancels) return cancelled(scope);
        if (thrower != 0 && alive(thrower)) {
            // A throwing event may have begun several; and one that is still throwing leaves by itself.
            const bool more = std::any_of(state_.compensations.begin(), state_.compensations.end(),
                                          [&](const auto& entry) { return entry.second.token == thrower; });
            if (!more && thrower != throwing_) leave(*nodeOf(*state_.token(thrower)), thrower);
        }
        return touch(scope);
    }
    const Compensable& record = running.pending.back();
    const std::string element = record.element;
    const Node& undone = *find(scope, element);
    if (!record.handler.empty()) {
        const Node& handler = *find(scope, record.handler);
        Arrival arrival{scope, &handler, ""};
        arrival.compensates = id;
        arrival.locals = record.variables;
        emit(Kind::compensationStep, element, {{"compensation", id}});
        arrivals_.push_back(std::move(arrival));
        return;
    }
    const std::int64_t host = state_.next;
    Context detail = {{"token", host}, {"compensates", id}};
    if (scope != 0) detail.put("scope", scope);
    emit(Kind::elementEntered, element, std::move(detail));
    if (defect_) return;
    const std::int64_t inner = openScope(undone, host, {}, false, "", id);
    if (defect_) return;
    if (const Node* start = compensationStart(definition(inner), undone)) return startEventSubProcess(inner, *start);
    compensate(inner, "", 0, undone, false);
}

// A handler, or a sub-process that was opened again, has done its part.
void Steps::handlerEnded(const Node& node, std::int64_t token) {
    const std::int64_t compensation = state_.token(token)->compensates;
    leaveAlong(node, {token}, {});
    continueCompensation(compensation);
}

// All of a transaction is undone: it is left by its cancel boundary event.
void Steps::cancelled(std::int64_t scope) {
    const std::int64_t host = state_.scope(scope)->token;
    const Token token = *state_.token(host);
    const Node& node = *nodeOf(token);
    const Definition& all = definition(token.scope);
    cancel(host);
    for (const std::size_t index : node.boundaries) {
        const Node& boundary = all.at(index);
        const bool catches = std::any_of(boundary.triggers.begin(), boundary.triggers.end(),
                                         [](const Trigger& trigger) { return trigger.kind == Trigger::Kind::cancel; });
        if (catches) return arriveTriggered(token.scope, boundary);
    }
    touch(token.scope);
}

}  // namespace toitsu::workflows
