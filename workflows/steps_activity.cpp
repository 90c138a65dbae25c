// What is common to all activities: data that goes in and out, loops and multiple instances, and their end.
//
// An activity with several instances is a scope (kind multi) that its token hosts; each instance is a token in it, at
// the same element, with a number. Instances are begun by way of the queue of arrivals, so that ten thousand that take
// no time need no stack.

#include <algorithm>

#include "workflows/elements/element.h"
#include "workflows/steps.h"

namespace toitsu::workflows {

namespace {

constexpr std::int64_t mostInstances = 1'000'000;
constexpr std::int64_t mostTurnsAtOnce = 100'000;  // of loops that wait for nothing

}  // namespace

void Steps::mapInputs(const Node& node, std::int64_t id) {
    if (node.inputs.empty() && !node.given) return;
    setVariables(0, id, payload(node, *state_.token(id)), true);
}

void Steps::mapOutputs(const Node& node, std::int64_t id) {
    if (node.outputs.empty() && !node.taken) return;
    const Token token = *state_.token(id);
    Context values;
    for (const Mapping& output : node.outputs) {
        if (output.from) {
            values.put(output.to, evaluate(output.from, token.scope, id));
        } else if (const Value* value = visible(state_, token.scope, id, output.variable)) {
            values.put(output.to, *value);  // one that was not filled changes nothing
        }
    }
    if (node.taken) {
        const Value all = evaluate(node.taken, token.scope, id);
        if (all.context()) {
            for (const auto& [name, value] : all.context()->entries()) values.put(name, value);
        }
    }
    setVariables(token.scope, 0, std::move(values));
}

void Steps::complete(const Node& node, std::int64_t id) {
    if (defect_) return;
    const Token token = *state_.token(id);
    if (token.index == 0 || !node.loop) mapOutputs(node, id);
    if (token.index != 0) {
        collect(node, token);
        return;
    }
    if (token.compensates != 0) return handlerEnded(node, id);
    if (node.compensatedBy != nowhere && !node.loop && node.children.empty()) {
        emit(Kind::elementCompleted, node.id,
             {{"token", id}, {"handler", definition(token.scope).at(node.compensatedBy).id}});
    }
    leave(node, id);
}

void Steps::openMulti(const Node& node, std::int64_t id) {
    const Token token = *state_.token(id);
    const Loop& loop = *node.loop;
    std::int64_t total = -1;
    Context detail = {{"scope", state_.next}, {"parent", token.scope}, {"token", id}};
    if (loop.multi && loop.items) {
        const Value items = evaluate(loop.items, token.scope, id);
        if (items.list()) total = static_cast<std::int64_t>(items.list()->size());
        detail.put("items", items);
    } else if (loop.multi) {
        const Value count = evaluate(loop.cardinality, token.scope, id);
        const auto whole = count.number() ? count.number()->toInteger() : std::nullopt;
        if (whole && *whole >= 0) total = *whole;
    }
    if (loop.multi && (total < 0 || total > mostInstances)) {
        const std::string& source = loop.items ? loop.items.source : loop.cardinality.source;
        raise(
            node, id, "W039",
            {"「" + source +
                 "」が一覧にも 0 以上 1,000,000 以下の個数にもなりません。案件の値かフローを直して再実行してください。",
             "\"" + source +
                 "\" gives neither a list nor a number from 0 to 1,000,000; correct the case's variables or the "
                 "flow, then retry"},
            "begin");
        return;
    }
    detail.put("total", total);
    const std::int64_t scope = state_.next;
    emit(Kind::multiOpened, node.id, std::move(detail));
    if (!loop.multi) {
        if (loop.testBefore) return afterTurn(scope);
        return openTurn(scope, node, 1);
    }
    if (total == 0) return afterTurn(scope);
    for (std::int64_t i = 1; i <= (loop.sequential ? 1 : total); ++i) openTurn(scope, node, i);
}

void Steps::openTurn(std::int64_t scopeId, const Node& node, std::int64_t index) {
    const Scope& scope = *state_.scope(scopeId);
    Arrival arrival{scopeId, &node, ""};
    arrival.index = index;
    arrival.locals.put("loopCounter", index);
    const Loop& loop = *node.loop;
    if (!loop.item.empty() && static_cast<std::size_t>(index) <= scope.items.size())
        arrival.locals.put(loop.item, scope.items[static_cast<std::size_t>(index - 1)]);
    if (!loop.outputItem.empty()) arrival.locals.put(loop.outputItem, Value());
    arrivals_.push_back(std::move(arrival));
}

// An instance is done: its output is kept, events of the loop's behaviour are thrown, and the activity goes on or ends.
void Steps::collect(const Node& node, const Token& token) {
    const std::int64_t scope = token.scope;
    const std::int64_t host = state_.scope(scope)->token;
    Context detail = {{"scope", scope}, {"index", token.index}};
    if (!node.loop->outputItem.empty()) {
        const Value* output = token.locals.find(node.loop->outputItem);
        detail.put("output", output ? *output : Value());
    }
    if (node.compensatedBy != nowhere && node.children.empty()) {
        emit(Kind::elementCompleted, node.id,
             {{"token", token.id}, {"handler", definition(scope).at(node.compensatedBy).id}});
    }
    leaveAlong(node, {token.id}, {});
    emit(Kind::instanceEnded, node.id, std::move(detail));
    behave(node, host, scope);
    if (state_.scopes.contains(scope)) afterTurn(scope);
}

// noneBehaviorEventRef, oneBehaviorEventRef, complexBehaviorDefinition: thrown to whoever catches at the activity.
void Steps::behave(const Node& node, std::int64_t host, std::int64_t scopeId) {
    const Loop& loop = *node.loop;
    const auto each = [&](const std::vector<Trigger>& triggers) {
        for (const Trigger& trigger : triggers) {
            if (alive(host)) throwTrigger(trigger, node, host);
        }
    };
    if (loop.behavior == Loop::Behavior::none) each(loop.event);
    if (loop.behavior == Loop::Behavior::one && state_.scope(scopeId)->ended == 1) each(loop.event);
    if (loop.behavior != Loop::Behavior::complex) return;
    for (const Loop::Complex& complex : loop.complex) {
        if (!alive(host) || !state_.scopes.contains(scopeId)) return;
        const Scope& scope = *state_.scope(scopeId);
        const Context counts = {{"numberOfInstances", scope.total},
                                {"numberOfActiveInstances", static_cast<std::int64_t>(scope.tokens.size())},
                                {"numberOfCompletedInstances", scope.ended},
                                {"numberOfTerminatedInstances", 0}};
        const auto holds = judge(complex.condition, node, *state_.token(host), "leave", counts);
        if (holds.value_or(false)) each(complex.event);
    }
}

void Steps::afterTurn(std::int64_t scopeId) {
    if (defect_) return;
    const Scope& scope = *state_.scope(scopeId);
    const Token host = *state_.token(scope.token);
    const Node& node = *nodeOf(host);
    const Loop& loop = *node.loop;
    bool over = false;
    if (!loop.multi) {
        const bool most = loop.maximum && scope.ended >= *loop.maximum;
        if (!most && loop.condition) {
            const auto again =
                judge(loop.condition, node, host, "turn", {{"loopCounter", scope.ended}, {"turn", scope.ended}});
            if (!again) return;
            over = !*again;
        }
        over = over || most;
        if (!over && ++turns_ > mostTurnsAtOnce) {
            raise(node, host.id, "W035",
                  {"繰り返しが終わりません。条件を直した版を登録し、案件の値を直して再実行してください。",
                   "the loop does not end; correct its condition or the case's variables, then retry"},
                  "turn");
            return;
        }
    } else {
        over = scope.ended >= scope.total;
        if (!over && loop.completion && scope.ended > 0) {
            const auto enough = judge(loop.completion, node, host, "turn",
                                      {{"numberOfInstances", scope.total},
                                       {"numberOfActiveInstances", static_cast<std::int64_t>(scope.tokens.size())},
                                       {"numberOfCompletedInstances", scope.ended},
                                       {"numberOfTerminatedInstances", 0}});
            if (!enough) return;
            over = *enough;
        }
    }
    if (!over) {
        if (!loop.multi || loop.sequential) openTurn(scopeId, node, scope.ended + 1);
        return;
    }
    emptyScope(scopeId);
    if (loop.multi && !loop.output.empty()) {
        List collected;
        const Scope& ended = *state_.scope(scopeId);
        for (std::int64_t i = 1; i <= ended.total; ++i) {
            const auto output = ended.outputs.find(i);
            collected.push_back(output == ended.outputs.end() ? Value() : output->second);
        }
        setVariables(host.scope, 0, {{loop.output, std::move(collected)}});
    }
    const bool kept = !state_.scope(scopeId)->done.empty();
    Context detail = {{"scope", scopeId}};
    if (kept) detail.put("kept", true);
    emit(Kind::scopeClosed, node.id, std::move(detail));
    mapOutputs(node, host.id);
    if (host.compensates != 0) return handlerEnded(node, host.id);
    leave(node, host.id);
}

}  // namespace toitsu::workflows
