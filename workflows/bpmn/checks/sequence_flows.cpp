// Sequence flows: what they join, where they may go, what their ends say about them (BPMN 2.0.2, 8.4.13 and 7.6.1).

#include <algorithm>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

bool isFlowEnd(const Item& item) {
    return isFlowNode(item.tag()) || isChoreographyActivity(item.tag());
}

void checkEnd(const Item& flow, const Item* end, const char* which, Findings& findings) {
    if (end == nullptr) return;  // W206 tells
    const bool eventSubProcess = end->is("subProcess") && isTrue(*end->node, "triggeredByEvent");
    if (isFlowEnd(*end) && !eventSubProcess) return;
    const std::string what = called(*end->node);
    findings.error(rule::flowEnds, *flow.node,
                   called(*flow.node) + " の " + which + " が指す " + what +
                       " にシーケンスフローはつなげません。作業、ゲートウェイ、イベントにつないでください。",
                   std::string(which) + " of " + called(*flow.node) + " leads to " + what +
                       "; a sequence flow joins activities, gateways and events only");
}

void checkLevel(const Item& flow, const Item& from, const Item& to, Findings& findings) {
    if (from.parent == to.parent && flow.parent == from.parent) return;
    const bool otherProcess = from.process != to.process;
    findings.error(rule::flowLevel, *flow.node,
                   called(*flow.node) + " が" + (otherProcess ? "プール" : "サブプロセス") + "の境界を越えています。" +
                       (otherProcess ? "プールの間はメッセージフローでつないでください。"
                                     : "同じ階層の要素どうしをつないでください。"),
                   called(*flow.node) + " crosses the border of a " + (otherProcess ? "pool" : "sub-process") + "; " +
                       (otherProcess ? "join pools by message flows" : "join elements of one level"));
}

// Where a process lists incoming and outgoing at all, the lists must say what the flows say.
void checkListed(const Item& node, std::string_view list, const std::vector<const Item*>& flows, Findings& findings) {
    std::vector<std::string> listed;
    for (const Item* entry : node.all(list)) listed.emplace_back(localPart(text(*entry->node)));
    const std::string way(list);
    for (const Item* flow : flows)
        if (std::find(listed.begin(), listed.end(), flow->id) == listed.end())
            findings.error(
                rule::flowListed, *node.node,
                called(*node.node) + " の " + way + " に " + flow->id + " がありません。書き足してください。",
                called(*node.node) + " does not list " + flow->id + " as " + way + "; add it");
    for (const Item* entry : node.all(list)) {
        const auto matches = [&](const Item* flow) { return flow->id == localPart(text(*entry->node)); };
        if (std::any_of(flows.begin(), flows.end(), matches)) continue;
        findings.error(
            rule::flowListed, *entry->node,
            called(*node.node) + " の " + way + " にある " + text(*entry->node) + " はこの要素につながっていません。",
            called(*node.node) + " lists " + text(*entry->node) + " as " + way + ", which is not connected to it");
    }
}

bool listsFlows(const Model& model, const Item* process) {
    const auto ofProcess = [&](const Item* entry) { return entry->process == process; };
    const auto in = model.all("incoming"), out = model.all("outgoing");
    return std::any_of(in.begin(), in.end(), ofProcess) || std::any_of(out.begin(), out.end(), ofProcess);
}

void checkCondition(const Item& flow, const Item& from, Findings& findings) {
    if (flow.child("conditionExpression") == nullptr) return;
    const std::string name = called(*flow.node);
    if (isActivity(from.tag()) && from.outgoing.size() < 2)
        findings.error(rule::flowCondition, *flow.node,
                       name + " に条件がありますが、" + called(*from.node) +
                           " から出る道はほかにありません。もう一つ道を描くか、条件を外してください。",
                       name + " has a condition and is the only way out of " + called(*from.node) +
                           "; draw another way or remove the condition");
    if (from.is("startEvent"))
        findings.error(rule::flowCondition, *flow.node,
                       name + " は開始イベントから出るので、条件は付けられません。ゲートウェイを描いてください。",
                       name + " leaves a start event and can have no condition; draw a gateway");
    if (from.is("eventBasedGateway"))
        findings.error(rule::flowCondition, *flow.node,
                       name + " はイベントゲートウェイから出るので、条件は付けられません。",
                       name + " leaves an event-based gateway and can have no condition");
}

void checkDefault(const Model& model, const Item& node, Findings& findings) {
    const std::string wanted = node.get("default");
    const Item* flow = model.find(wanted);
    if (wanted.empty() || flow == nullptr || !flow->is("sequenceFlow")) return;  // W206, W207 tell
    if (std::find(node.outgoing.begin(), node.outgoing.end(), flow) != node.outgoing.end()) return;
    findings.error(rule::defaultFlow, *node.node,
                   called(*node.node) + " の default " + wanted + " は、この要素から出ていません。",
                   "the default " + wanted + " of " + called(*node.node) + " does not leave it");
}

}  // namespace

void checkSequenceFlows(const Model& model, Findings& findings) {
    for (const Item* flow : model.all("sequenceFlow")) {
        const Item* from = model.source(*flow);
        const Item* to = model.target(*flow);
        checkEnd(*flow, from, "sourceRef", findings);
        checkEnd(*flow, to, "targetRef", findings);
        if (from != nullptr && to != nullptr && isFlowEnd(*from) && isFlowEnd(*to))
            checkLevel(*flow, *from, *to, findings);
        if (from != nullptr) checkCondition(*flow, *from, findings);
        if (flow->strictlyExecutable() && flow->has("isImmediate") && !isTrue(*flow->node, "isImmediate"))
            findings.error(rule::immediate, *flow->node,
                           called(*flow->node) + ": 実行するプロセスで isImmediate を false にはできません。",
                           called(*flow->node) + ": isImmediate must not be false in an executable process");
    }
    std::map<const Item*, bool> lists;
    for (const Item& node : model.items()) {
        if (!isFlowEnd(node)) continue;
        checkDefault(model, node, findings);
        const auto [known, isNew] = lists.emplace(node.process, false);
        if (isNew) known->second = listsFlows(model, node.process);
        if (!known->second) continue;
        checkListed(node, "incoming", node.incoming, findings);
        checkListed(node, "outgoing", node.outgoing, findings);
    }
}

}  // namespace toitsu::workflows::bpmn
