// Pools and message flows (BPMN 2.0.2, 9.3, 7.6.2), choreographies and conversations as far as a process meets them.

#include <algorithm>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

bool receives(const Model& model, const Item& event) {
    const auto all = model.definitionsOf(event);
    return std::any_of(all.begin(), all.end(), [](const Item* one) { return one->is("messageEventDefinition"); });
}

bool isMessageEnd(const Item& item) {
    return item.is("participant") || isActivity(item.tag()) || isEvent(item.tag());
}

void checkEnd(const Item& flow, const Item* end, const char* which, Findings& findings) {
    if (end == nullptr || isMessageEnd(*end)) return;
    findings.error(rule::messageEnds, *flow.node,
                   called(*flow.node) + " の " + which + " が指す " + called(*end->node) +
                       " にメッセージフローはつなげません。プール、作業、イベントにつないでください。",
                   std::string(which) + " of " + called(*flow.node) + " leads to " + called(*end->node) +
                       "; a message flow joins pools, activities and events only");
}

void wrong(const Item& flow, const Item& event, const std::string& ja, const std::string& en, Findings& findings) {
    findings.error(rule::messageEvent, *flow.node, called(*flow.node) + ": " + called(*event.node) + " " + ja,
                   called(*flow.node) + ": " + called(*event.node) + " " + en);
}

void checkSender(const Model& model, const Item& flow, const Item& from, Findings& findings) {
    if (from.is("startEvent") || from.is("intermediateCatchEvent") || from.is("boundaryEvent"))
        wrong(flow, from, "はメッセージを受け取る側です。送ることはできません。", "receives and cannot send a message",
              findings);
    else if ((from.is("endEvent") || from.is("intermediateThrowEvent")) && !receives(model, from))
        wrong(flow, from, "はメッセージの種類ではないので、送れません。メッセージイベントにしてください。",
              "is no message event and cannot send; make it one", findings);
    else if (from.is("receiveTask"))
        wrong(flow, from, "は受信タスクなので、送れません。", "is a receive task and cannot send a message", findings);
}

void checkReceiver(const Model& model, const Item& flow, const Item& to, Findings& findings) {
    if (to.is("endEvent") || to.is("intermediateThrowEvent"))
        wrong(flow, to, "はメッセージを送る側です。受け取ることはできません。", "sends and cannot receive a message",
              findings);
    else if ((to.is("startEvent") || to.is("intermediateCatchEvent") || to.is("boundaryEvent")) && !receives(model, to))
        wrong(flow, to, "はメッセージの種類ではないので、受け取れません。メッセージイベントにしてください。",
              "is no message event and cannot receive; make it one", findings);
    else if (to.is("sendTask"))
        wrong(flow, to, "は送信タスクなので、受け取れません。", "is a send task and cannot receive a message",
              findings);
}

// The pool's contents, for an end inside a pool; the pool itself, for a pool.
bool samePool(const Model& model, const Item& from, const Item& to) {
    if (&from == &to) return true;
    const Item* left = model.participantOf(from);
    const Item* right = model.participantOf(to);
    if (left != nullptr && left == right) return true;
    return from.process != nullptr && from.process == to.process;
}

}  // namespace

void checkMessageFlows(const Model& model, Findings& findings) {
    for (const Item* flow : model.all("messageFlow")) {
        const Item* from = model.source(*flow);
        const Item* to = model.target(*flow);
        checkEnd(*flow, from, "sourceRef", findings);
        checkEnd(*flow, to, "targetRef", findings);
        if (from != nullptr && to != nullptr && samePool(model, *from, *to) && !flow->parent->is("choreography"))
            findings.error(rule::messagePools, *flow->node,
                           called(*flow->node) +
                               " が一つのプールの中をつないでいます。プールの中はシーケンスフローでつないでください。",
                           called(*flow->node) + " stays in one pool; use a sequence flow inside a pool");
        if (from != nullptr) checkSender(model, *flow, *from, findings);
        if (to != nullptr) checkReceiver(model, *flow, *to, findings);
    }
}

void checkCollaborations(const Model& model, Findings& findings) {
    for (const Item& item : model.items()) {
        if (item.parent == nullptr) continue;
        const bool inProcess = item.parent->is("process") || isSubProcess(item.parent->tag());
        if (isChoreographyActivity(item.tag()) && inProcess)
            findings.error(rule::choreography, *item.node,
                           called(*item.node) + " はプロセスの中に置けません。コレオグラフィーの中だけで使えます。",
                           called(*item.node) + " cannot stand in a process; it belongs to a choreography");
        if (item.is("choreographyRef") && !item.parent->is("collaboration"))
            findings.error(rule::choreography, *item.node,
                           called(*item.parent->node) + " からコレオグラフィーを参照することはできません。",
                           called(*item.parent->node) + " must not refer to a choreography");
        if (!item.parent->is("globalConversation")) continue;
        static constexpr std::string_view kept[] = {"documentation", "extensionElements", "participant",
                                                    "messageFlow",   "correlationKey",    "choreographyRef"};
        if (std::find(std::begin(kept), std::end(kept), item.tag()) == std::end(kept))
            findings.error(
                rule::choreography, *item.node,
                called(*item.node) +
                    " は globalConversation の中に置けません。参加者、メッセージフロー、相関キーだけを置けます。",
                called(*item.node) +
                    " cannot stand in a global conversation; it has participants, message flows and correlation keys "
                    "only");
    }
    // A closed choreography lets no message pass that it does not show.
    for (const Item* collaboration : model.all("collaboration")) {
        for (const Item* reference : collaboration->all("choreographyRef")) {
            const Item* choreography = model.find(text(*reference->node));
            if (choreography == nullptr || !isTrue(*choreography->node, "isClosed")) continue;
            const auto shown = choreography->all("messageFlow");
            for (const Item* flow : collaboration->all("messageFlow")) {
                const auto same = [&](const Item* other) {
                    return other->get("sourceRef") == flow->get("sourceRef") &&
                           other->get("targetRef") == flow->get("targetRef");
                };
                if (std::any_of(shown.begin(), shown.end(), same)) continue;
                findings.error(
                    rule::choreography, *flow->node,
                    called(*flow->node) + " は、閉じたコレオグラフィー " + choreography->id + " に描かれていません。",
                    called(*flow->node) + " is not shown in the closed choreography " + choreography->id);
            }
        }
    }
}

}  // namespace toitsu::workflows::bpmn
