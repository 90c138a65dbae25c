// Events that are thrown. The thrower's token waits until every other token has moved as far as it can, and goes on
// only if nobody has taken it away by catching what it threw.

#include <algorithm>

#include "workflows/elements/element.h"
#include "workflows/steps.h"

namespace toitsu::workflows {

namespace {

bool catches(const Node& event, Trigger::Kind kind, const std::string& code) {
    return std::any_of(event.triggers.begin(), event.triggers.end(), [&](const Trigger& trigger) {
        return trigger.kind == kind && (trigger.name.empty() || trigger.name == code);
    });
}

}  // namespace

void Steps::throwLater(const Node& node, std::int64_t token) {
    throws_.emplace_back(&node, token);
}

void Steps::throwNow(const Node& node, std::int64_t token) {
    throwing_ = token;
    for (const Trigger& trigger : node.triggers) {
        throwTrigger(trigger, node, token);
        if (defect_ || !alive(token) || state_.completed) break;
    }
    throwing_ = 0;
    if (defect_ || !alive(token) || state_.completed) return;
    const bool waits = std::any_of(state_.compensations.begin(), state_.compensations.end(),
                                   [&](const auto& entry) { return entry.second.token == token; });
    if (!waits) leave(node, token);  // else when all is undone
}

void Steps::throwTrigger(const Trigger& trigger, const Node& node, std::int64_t token) {
    const Token thrower = *state_.token(token);
    switch (trigger.kind) {
        case Trigger::Kind::message:
        case Trigger::Kind::signal: {
            const bool message = trigger.kind == Trigger::Kind::message;
            const Context variables = payload(node, thrower);
            Context detail = {{"delivery", state_.next}, {"name", trigger.name}};
            if (message && trigger.key) detail.put("key", correlationKey(evaluate(trigger.key, thrower.scope, token)));
            if (!variables.empty()) detail.put("variables", variables);
            emit(message ? Kind::messageThrown : Kind::signalThrown, node.id, std::move(detail));
            if (!message) signal(trigger.name, variables);
            return;
        }
        case Trigger::Kind::error:
            return throwError(trigger.name, node, token, payload(node, thrower), true);
        case Trigger::Kind::escalation:
            return throwEscalation(trigger.name, node, token, payload(node, thrower));
        case Trigger::Kind::compensation: {
            // In an event sub-process, what is around it is undone.
            std::int64_t scope = thrower.scope;
            while (scope != 0) {
                const Scope& inside = *state_.scope(scope);
                const Node* host = nodeOf(*state_.token(inside.token));
                if (inside.kind != Scope::Kind::subProcess || !host || !host->triggeredByEvent) break;
                scope = inside.parent;
            }
            return compensate(scope, trigger.activity, trigger.waits ? token : 0, node, false);
        }
        case Trigger::Kind::cancel: {
            std::int64_t scope = thrower.scope;
            while (scope != 0) {
                const Node* host = nodeOf(*state_.token(state_.scope(scope)->token));
                if (host && host->transaction) break;
                scope = state_.scope(scope)->parent;
            }
            emptyScope(scope);
            return compensate(scope, "", 0, node, true);
        }
        case Trigger::Kind::terminate:
            return terminate(thrower.scope);
        case Trigger::Kind::link: {
            const Definition& all = definition(thrower.scope);
            for (const std::size_t child : all.at(node.parent).children) {
                const Node& target = all.at(child);
                if (target.type->position != Position::catching || target.triggers.empty()) continue;
                const Trigger& other = target.triggers.front();
                if (other.kind != Trigger::Kind::link || other.name != trigger.name) continue;
                leaveAlong(node, {token}, {});
                return arriveTriggered(thrower.scope, target);
            }
            return;
        }
        case Trigger::Kind::timer:
        case Trigger::Kind::conditional:
            return;  // nothing that can be thrown; a checked definition has none here
    }
}

Context Steps::payload(const Node& node, const Token& token) const {
    Context variables;
    for (const Mapping& input : node.inputs) {
        if (input.from) {
            variables.put(input.to, evaluate(input.from, token.scope, token.id));
        } else if (const Value* value = visible(state_, token.scope, token.id, input.variable)) {
            variables.put(input.to, *value);
        }
    }
    if (!node.given) return variables;
    const Value all = evaluate(node.given, token.scope, token.id);
    if (all.context()) {
        for (const auto& [name, value] : all.context()->entries()) variables.put(name, value);
    }
    return variables;
}

void Steps::signal(const std::string& name, const Context& variables, const std::string& actor) {
    std::vector<std::int64_t> waiting;
    for (const auto& [id, wait] : state_.waits) {
        if (wait.kind == Wait::Kind::signal && wait.name == name) waiting.push_back(id);
    }
    for (const std::int64_t wait : waiting) fire(wait, variables, actor);
}

Catcher Steps::catcher(Trigger::Kind kind, const std::string& code, std::int64_t from) const {
    for (const Token* token = state_.token(from); token;) {
        const Node* node = nodeOf(*token);
        const Definition& all = definition(token->scope);
        if (node && token->index == 0) {
            for (const std::size_t boundary : node->boundaries) {
                if (catches(all.at(boundary), kind, code)) return {&all.at(boundary), token->id, 0};
            }
        }
        const Scope* scope = state_.scope(token->scope);
        if (!scope) return {};
        const Node* container = scope->kind == Scope::Kind::multi ? nullptr : all.find(scope->element);
        // What an event sub-process throws is not for its siblings.
        if (container && !(node && node->triggeredByEvent)) {
            for (const std::size_t sub : container->eventSubProcesses) {
                for (const std::size_t child : all.at(sub).children) {
                    const Node& start = all.at(child);
                    if (start.type->position == Position::start && catches(start, kind, code))
                        return {&start, 0, scope->id};
                }
            }
        }
        if (scope->token == 0) return {};
        token = state_.token(scope->token);
    }
    return {};
}

void Steps::caught(const Catcher& catcher, const Context& variables) {
    const Node& event = *catcher.event;
    if (catcher.token != 0) {
        const std::int64_t scope = state_.token(catcher.token)->scope;
        if (event.interrupting) cancel(catcher.token);
        setVariables(scope, 0, variables);
        return arriveTriggered(scope, event);
    }
    if (event.interrupting) emptyScope(catcher.scope);
    setVariables(catcher.scope, 0, variables);
    startEventSubProcess(catcher.scope, event);
}

// An error always takes away what it came from. Nobody catches it: as modelled, the case ends by it; reported by a
// worker, it is an incident, for the flow did not foresee it.
void Steps::throwError(const std::string& code, const Node& node, std::int64_t token, const Context& variables,
                       bool modelled, std::int64_t job) {
    emit(Kind::errorThrown, node.id, {{"code", code}, {"token", token}});
    const Catcher by = catcher(Trigger::Kind::error, code, token);
    if (by.event) return caught(by, variables);
    if (modelled) return endCase(true, code.empty() ? "error" : code);
    raise(node, token, "W038",
          {"業務エラー「" + code +
               "」を受けるものがフローにありません。フローを直すか、この作業をやり直すか飛ばしてください。",
           "nothing in the flow catches the error " + code + "; mend the flow, or retry or skip this work"},
          {}, job);
}

// An escalation that nobody catches has no effect (BPMN 2.0.2, 10.5.6).
void Steps::throwEscalation(const std::string& code, const Node& node, std::int64_t token, const Context& variables) {
    emit(Kind::escalationThrown, node.id, {{"code", code}, {"token", token}});
    const Catcher by = catcher(Trigger::Kind::escalation, code, token);
    if (by.event) caught(by, variables);
}

}  // namespace toitsu::workflows
