// Events that are waited for. A wait belongs to a token (a catching or boundary event, a receive task, an event-based
// gateway) or, for the start event of an event sub-process, to a scope.

#include <algorithm>

#include "workflows/elements/element.h"
#include "workflows/encoding.h"
#include "workflows/steps.h"

namespace toitsu::workflows {

void Steps::subscribe(const Node& event, std::int64_t token, std::int64_t scope) {
    for (std::size_t i = 0; i < event.triggers.size(); ++i) {
        subscribeTrigger(event, i, token, scope);
        if (defect_ || (token != 0 && !alive(token)) || !state_.scopes.contains(scope)) return;
    }
}

void Steps::subscribeTrigger(const Node& event, std::size_t index, std::int64_t token, std::int64_t scope) {
    const Trigger& trigger = event.triggers[index];
    const std::int64_t id = state_.next;
    Context detail;
    if (token != 0) detail.put("token", token);
    if (token == 0 && scope != 0) detail.put("scope", scope);
    if (index != 0) detail.put("trigger", static_cast<std::int64_t>(index));
    switch (trigger.kind) {
        case Trigger::Kind::timer: {
            const auto schedule = this->schedule(trigger.timer, scope, token);
            if (!schedule) {
                const std::int64_t holder = token != 0 ? token : state_.scope(scope)->token;
                return raise(event, holder, schedule.error().code, schedule.error().message, "wait");
            }
            detail.put("timer", id);
            detail.put("due", schedule->due);
            if (schedule->remaining != 0) detail.put("remaining", schedule->remaining);
            if (!schedule->every.empty()) detail.put("every", schedule->every);
            return emit(Kind::timerSet, event.id, std::move(detail));
        }
        case Trigger::Kind::message:
        case Trigger::Kind::signal: {
            const bool message = trigger.kind == Trigger::Kind::message;
            detail.put("wait", id);
            detail.put("kind", message ? "message" : "signal");
            detail.put("name", trigger.name);
            if (message && trigger.key) {
                const Value key = evaluate(trigger.key, scope, token);
                detail.put("key", correlationKey(key));
            }
            return emit(Kind::waitOpened, event.id, std::move(detail));
        }
        case Trigger::Kind::conditional: {
            const bool held = evaluate(trigger.condition, scope, token).isTrue();
            detail.put("wait", id);
            detail.put("kind", "condition");
            if (held) detail.put("held", true);
            emit(Kind::waitOpened, event.id, std::move(detail));
            if (held) fire(id);
            return;
        }
        default:
            return;  // errors, escalations, compensations and cancellations find their catcher when they are thrown
    }
}

std::string correlationKey(const Value& value) {
    if (value.isNull()) return {};
    return value.string() ? *value.string() : encode(value);
}

void Steps::fire(std::int64_t id, const Context& variables, const std::string& actor, const std::string& message) {
    const auto found = state_.waits.find(id);
    if (found == state_.waits.end() || defect_) return;
    const Wait wait = found->second;
    const std::int64_t scope = wait.token != 0 ? state_.token(wait.token)->scope : wait.scope;
    const Node& event = *this->find(scope, wait.element);
    const bool timer = wait.kind == Wait::Kind::timer;
    const bool stays =
        !event.interrupting && (event.type->position == Position::boundary || event.type->position == Position::start);
    Context detail = {{timer ? "timer" : "wait", id}};
    if (!variables.empty()) detail.put("variables", variables);
    if (!message.empty()) detail.put("message", message);
    if (stays && !timer && !event.allTriggers) {
        // It goes on waiting; a condition must become false before it can happen again.
        if (wait.kind == Wait::Kind::condition) {
            emit(Kind::waitChanged, event.id, {{"wait", id}, {"held", true}}, actor);
        } else {
            Context heard = {{"variables", variables}};
            if (wait.token != 0) heard.put("token", wait.token);
            if (wait.token == 0 && scope != 0) heard.put("scope", scope);
            if (!message.empty()) heard.put("message", message);
            emit(Kind::variablesSet, event.id, std::move(heard), actor);
        }
    } else {
        emit(timer ? Kind::timerFired : Kind::waitMet, event.id, std::move(detail), actor);
        if (timer && stays && !event.allTriggers && wait.remaining != 0) {
            const auto next = following(event.triggers[static_cast<std::size_t>(wait.trigger)].timer,
                                        {wait.due, wait.remaining, wait.every});
            if (!next) {
                const std::int64_t holder = wait.token != 0 ? wait.token : state_.scope(scope)->token;
                raise(event, holder, next.error().code, next.error().message, "wait");
            } else {
                Context again = {{"timer", state_.next}, {"due", next->due}};
                if (wait.token != 0) again.put("token", wait.token);
                if (wait.token == 0 && scope != 0) again.put("scope", scope);
                if (wait.trigger != 0) again.put("trigger", wait.trigger);
                if (next->remaining != 0) again.put("remaining", next->remaining);
                if (!next->every.empty()) again.put("every", next->every);
                emit(Kind::timerSet, event.id, std::move(again));
            }
        }
    }
    if (defect_) return;
    if (event.allTriggers) {
        const auto& work = wait.token != 0 ? state_.token(wait.token)->work : state_.scope(scope)->waits;
        const bool open = std::any_of(work.begin(), work.end(), [&](std::int64_t other) {
            const auto still = state_.waits.find(other);
            return still != state_.waits.end() && still->second.element == event.id;
        });
        if (open) return;
        if (stays) subscribe(event, wait.token, wait.token != 0 ? 0 : scope);
    }
    happened(event, wait.token, scope);
}

// The event has happened; where it leads depends on where it stands.
void Steps::happened(const Node& event, std::int64_t token, std::int64_t scope) {
    switch (event.type->position) {
        case Position::boundary: {
            if (event.interrupting) cancel(token);
            return arriveTriggered(scope, event);
        }
        case Position::start:
            if (event.interrupting) emptyScope(scope);
            return startEventSubProcess(scope, event);
        default:
            break;
    }
    const Token& holder = *state_.token(token);
    if (holder.element == event.id) {
        withdraw(token);
        if (event.type->position == Position::activity) return complete(event, token);
        mapOutputs(event, token);
        return leave(event, token);
    }
    // An event-based gateway: this branch is chosen.
    const Node& gateway = *nodeOf(holder);
    for (const std::size_t index : gateway.outgoing) {
        const Flow& flow = definition(scope).flows[index];
        if (flow.target != event.id) continue;
        if (gateway.parallelGate) return chooseOneOfAll(gateway, token, event);
        withdraw(token);
        emit(Kind::elementLeft, gateway.id, {{"tokens", List{token}}, {"flows", List{flow.id}}});
        arrivals_.push_back({scope, &event, flow.id, true});
        return;
    }
}

// A parallel event-based gateway waits for all its events; each goes on when it happens.
void Steps::chooseOneOfAll(const Node& gateway, std::int64_t token, const Node& event) {
    const Token holder = *state_.token(token);
    arrivals_.push_back({holder.scope, &event, "", true});
    const bool open = std::any_of(holder.work.begin(), holder.work.end(),
                                  [&](std::int64_t work) { return state_.waits.contains(work); });
    if (!open) leaveAlong(gateway, {token}, {});
}

void Steps::startEventSubProcess(std::int64_t scope, const Node& start) {
    const Node& sub = definition(scope).at(start.parent);
    const std::int64_t token = state_.next;
    Context detail = {{"token", token}};
    if (scope != 0) detail.put("scope", scope);
    emit(Kind::elementEntered, sub.id, std::move(detail));
    if (defect_) return;
    const std::int64_t inner = openScope(sub, token, {}, false);
    if (!defect_) arriveTriggered(inner, start);
}

bool Steps::askConditions() {
    if (!conditionsDue_) return false;
    conditionsDue_ = false;
    const std::vector<std::int64_t> waits(state_.conditions.begin(), state_.conditions.end());
    bool any = false;
    for (const std::int64_t id : waits) {
        const auto found = state_.waits.find(id);
        if (found == state_.waits.end()) continue;
        const Wait wait = found->second;
        const std::int64_t scope = wait.token != 0 ? state_.token(wait.token)->scope : wait.scope;
        const Node& event = *this->find(scope, wait.element);
        const FormalExpression& condition = event.triggers[static_cast<std::size_t>(wait.trigger)].condition;
        const bool holds = evaluate(condition, scope, wait.token).isTrue();
        if (holds == wait.held) continue;
        if (!holds) {
            emit(Kind::waitChanged, event.id, {{"wait", id}, {"held", false}});
        } else {
            fire(id);
            any = true;
        }
    }
    return any;
}

}  // namespace toitsu::workflows
