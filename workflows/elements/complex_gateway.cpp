#include "workflows/elements/complex_gateway.h"

#include "workflows/elements/waiting_join.h"

namespace toitsu::workflows {

namespace {

void read(const Reading& reading) {
    if (const xml::Element* condition = reading.element.child("activationCondition"))
        reading.node.activation = reading.expression(*condition);
}

bool joins(const Node& node) {
    return node.incoming.size() > 1;
}

// The flows that a token takes, with waitingForStart as it is; in the reset only those that ask for it.
std::optional<std::vector<const Flow*>> flowsOf(Steps& steps, const Node& node, const Token& token, bool start) {
    const Definition& all = steps.definition(token.scope);
    const Context more = {{"waitingForStart", start}};
    std::vector<const Flow*> taken;
    const Flow* otherwise = nullptr;
    for (const std::size_t index : node.outgoing) {
        const Flow& flow = all.flows[index];
        if (flow.id == node.defaultFlow) {
            otherwise = &flow;
            continue;
        }
        if (!start && !flow.condition.reads("waitingForStart")) continue;
        if (flow.condition) {
            const auto holds = steps.judge(flow.condition, node, token, "leave", more);
            if (!holds) return std::nullopt;
            if (!*holds) continue;
        }
        taken.push_back(&flow);
    }
    if (start && taken.empty() && otherwise) taken.push_back(otherwise);
    if (!start || !taken.empty() || node.outgoing.empty()) return taken;
    steps.raise(node, token.id, "W030",
                {"どの分岐の条件も成り立たず、既定の分岐もありません。案件の値かフローを直して再実行してください。",
                 "no condition is true and there is no default flow; correct the case's variables or the flow, then "
                 "retry"},
                "leave");
    return std::nullopt;
}

void enter(Steps& steps, const Node& node, const Token& token) {
    if (joins(node)) return;
    if (const auto flows = flowsOf(steps, node, token, true)) steps.leaveAlong(node, {token.id}, *flows);
}

Context counts(const Steps& steps, const Node& node, std::int64_t scope, const State::Joint& joint) {
    Context counts = {{"activationCount", static_cast<std::int64_t>(joint.size())}};
    const Definition& all = steps.definition(scope);
    for (const std::size_t index : node.incoming) {
        const std::string& flow = all.flows[index].id;
        const auto came = joint.find(flow);
        counts.put(flow, came == joint.end() ? std::int64_t{0} : static_cast<std::int64_t>(came->second.size()));
    }
    return counts;
}

std::vector<std::int64_t> firstOfEach(const State::Joint& joint) {
    std::vector<std::int64_t> tokens;
    for (const auto& [flow, waiting] : joint) tokens.push_back(*waiting.begin());
    return tokens;
}

// The tokens that come after the gateway has gone on belong to the same round: they end here.
bool takeRest(Steps& steps, const Node& node, std::int64_t scope, const std::vector<std::string>& came) {
    std::set<std::string> all(came.begin(), came.end());
    const auto joint = steps.state().joints.find({scope, node.id});
    State::Joint late;
    if (joint != steps.state().joints.end()) {
        for (const auto& [flow, tokens] : joint->second) {
            if (!all.contains(flow)) late.emplace(flow, tokens);
        }
    }
    for (const auto& [flow, tokens] : late) all.insert(flow);
    if (all.size() < node.incoming.size() && moreMayCome(steps.state(), steps.definition(scope), node, scope, all))
        return false;
    if (late.empty()) {
        steps.emit(Kind::gatewayReset, node.id, {{"scope", scope}});
        steps.touch(scope);
        return true;
    }
    const std::vector<std::int64_t> taken = firstOfEach(late);
    const auto flows = flowsOf(steps, node, *steps.state().token(taken.front()), false);
    if (!flows) return true;
    steps.emit(Kind::gatewayReset, node.id, {{"scope", scope}});
    steps.leaveAlong(node, taken, *flows);
    return true;
}

bool ask(Steps& steps, const Node& node, std::int64_t scope) {
    const auto& reset = steps.state().scope(scope)->reset;
    if (const auto waiting = reset.find(node.id); waiting != reset.end())
        return takeRest(steps, node, scope, std::vector<std::string>(waiting->second));
    const auto joint = steps.state().joints.find({scope, node.id});
    if (joint == steps.state().joints.end()) return false;
    const std::vector<std::int64_t> taken = firstOfEach(joint->second);
    for (const std::int64_t token : taken) {
        if (!steps.state().token(token)->work.empty()) return false;  // an incident: a person looks at it
    }
    const Token first = *steps.state().token(taken.front());
    if (node.activation) {
        const auto holds =
            steps.judge(node.activation, node, first, "begin", counts(steps, node, scope, joint->second));
        if (!holds) return true;
        if (!*holds) return false;
    }
    List came;
    for (const auto& [flow, tokens] : joint->second) came.push_back(flow);
    const auto flows = flowsOf(steps, node, first, true);
    if (!flows) return true;
    steps.emit(Kind::gatewayReset, node.id, {{"scope", scope}, {"flows", std::move(came)}});
    steps.leaveAlong(node, taken, *flows);
    return true;
}

}  // namespace

ElementType complexGateway() {
    return {.tag = "complexGateway",
            .position = Position::gateway,
            .read = read,
            .enter = enter,
            .joins = joins,
            .ask = ask};
}

}  // namespace toitsu::workflows
