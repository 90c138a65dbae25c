// Start and end events, and what stands between them (BPMN 2.0.2, 10.5.2, 10.5.3): where a start event is used every
// other element has something before it, where an end event is used something behind it.

#include <algorithm>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

bool isLink(const Model& model, const Item& event) {
    const auto definitions = model.definitionsOf(event);
    return std::any_of(definitions.begin(), definitions.end(),
                       [](const Item* definition) { return definition->is("linkEventDefinition"); });
}

bool isCompensation(const Model& model, const Item& event) {
    const auto definitions = model.definitionsOf(event);
    return std::any_of(definitions.begin(), definitions.end(),
                       [](const Item* definition) { return definition->is("compensateEventDefinition"); });
}

// Outside the normal flow: reached by an event, by compensation, or by the flow's own start.
bool standsAlone(const Item& node) {
    return node.is("boundaryEvent") || isTrue(*node.node, "isForCompensation") ||
           isTrue(*node.node, "triggeredByEvent");
}

bool startsProcess(const Item& node) {
    return (node.is("receiveTask") || node.is("eventBasedGateway")) && isTrue(*node.node, "instantiate");
}

void checkStart(const Item& event, Findings& findings) {
    if (!event.incoming.empty())
        findings.error(rule::startEnd, *event.node,
                       called(*event.node) + " に入る道は描けません。始まりに戻すなら、次の要素へつないでください。",
                       called(*event.node) + " can have no incoming sequence flow; lead back to what follows it");
    if (event.outgoing.empty())
        findings.error(rule::startEnd, *event.node,
                       called(*event.node) + " から出る道がありません。最初の作業へつないでください。",
                       called(*event.node) + " has no outgoing sequence flow; connect it to what comes first");
}

void checkEnd(const Item& event, Findings& findings) {
    if (!event.outgoing.empty())
        findings.error(rule::startEnd, *event.node,
                       called(*event.node) + " から出る道は描けません。途中なら中間イベントにしてください。",
                       called(*event.node) + " can have no outgoing sequence flow; use an intermediate event");
    if (event.incoming.empty())
        findings.error(rule::startEnd, *event.node,
                       called(*event.node) + " に入る道がありません。つなぐか、削ってください。",
                       called(*event.node) + " has no incoming sequence flow; connect or remove it");
}

void missing(const Item& node, bool before, Findings& findings) {
    findings.error(
        rule::connected, *node.node,
        called(*node.node) + (before ? " に入る道がありません。前の要素からつないでください。"
                                     : " から出る道がありません。次の要素か終了イベントへつないでください。"),
        called(*node.node) + (before
                                  ? " has no incoming sequence flow; connect it to what comes before"
                                  : " has no outgoing sequence flow; connect it to what follows or to an end event"));
}

// An intermediate event is part of the normal flow even where neither start nor end is drawn.
void checkIntermediate(const Model& model, const Item& event, Findings& findings) {
    const bool link = isLink(model, event), catches = event.is("intermediateCatchEvent");
    if (event.incoming.empty() && !(link && catches)) missing(event, true, findings);
    if (event.outgoing.empty() && !(link && !catches)) missing(event, false, findings);
}

void checkLevel(const Model& model, const Item& level, Findings& findings) {
    const bool start = level.child("startEvent") != nullptr, end = level.child("endEvent") != nullptr;
    const bool started = std::any_of(level.children.begin(), level.children.end(),
                                     [](const Item* node) { return startsProcess(*node); });
    if (end && !start && !started)
        findings.error(
            rule::startAndEnd, *level.node,
            called(*level.node) + " に終了イベントがあるのに開始イベントがありません。開始イベントを描いてください。",
            called(*level.node) + " has an end event and no start event; draw a start event");
    if (start && !end)
        findings.error(
            rule::startAndEnd, *level.node,
            called(*level.node) + " に開始イベントがあるのに終了イベントがありません。終了イベントを描いてください。",
            called(*level.node) + " has a start event and no end event; draw an end event");
    for (const Item* node : level.children) {
        if (node->is("startEvent")) checkStart(*node, findings);
        if (node->is("endEvent")) checkEnd(*node, findings);
        if (node->tag().starts_with("intermediate")) checkIntermediate(model, *node, findings);
        const bool inner = isActivity(node->tag()) || isGateway(node->tag()) || isChoreographyActivity(node->tag());
        if (!inner || standsAlone(*node)) continue;
        if (start && node->incoming.empty() && !startsProcess(*node)) missing(*node, true, findings);
        if (end && node->outgoing.empty()) missing(*node, false, findings);
    }
}

}  // namespace

void checkConnections(const Model& model, Findings& findings) {
    for (const Item& item : model.items()) {
        const bool level = item.is("process") || item.is("choreography") || item.is("subChoreography") ||
                           (isSubProcess(item.tag()) && !item.is("adHocSubProcess"));
        if (level) checkLevel(model, item, findings);
        if (item.is("receiveTask") && startsProcess(item) && !item.incoming.empty())
            findings.error(rule::instantiate, *item.node,
                           called(*item.node) + " はプロセスを始めるので、入る道は描けません。",
                           called(*item.node) + " starts the process and can have no incoming sequence flow");
        if (!item.is("boundaryEvent")) continue;
        if (!item.incoming.empty())
            findings.error(rule::boundary, *item.node,
                           called(*item.node) + " は境界イベントなので、入る道は描けません。",
                           called(*item.node) + " is a boundary event and can have no incoming sequence flow");
        const bool compensation = isCompensation(model, item);
        if (compensation && !item.outgoing.empty())
            findings.error(
                rule::boundary, *item.node,
                called(*item.node) +
                    " は補償なので、出る道は描けません。補償の作業へ関連（association）でつないでください。",
                called(*item.node) + " is for compensation and can have no outgoing sequence flow; use an association");
        if (!compensation && item.outgoing.empty())
            findings.error(
                rule::boundary, *item.node,
                called(*item.node) + " から出る道がありません。起きたときにすることへつないでください。",
                called(*item.node) + " has no outgoing sequence flow; connect it to what is to be done then");
    }
    for (const Item& item : model.items())
        if (isActivity(item.tag()) && isTrue(*item.node, "isForCompensation") &&
            !(item.incoming.empty() && item.outgoing.empty()))
            findings.error(rule::compensation, *item.node,
                           called(*item.node) + " は補償の作業なので、シーケンスフローはつなげません。",
                           called(*item.node) + " is for compensation and can have no sequence flows");
}

}  // namespace toitsu::workflows::bpmn
