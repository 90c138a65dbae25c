// Gateways (BPMN 2.0.2, 10.6): what their direction promises, and what an event-based gateway may wait for.

#include <algorithm>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

void checkDirection(const Item& gateway, Findings& findings) {
    const std::string direction = gateway.get("gatewayDirection");
    const std::size_t in = gateway.incoming.size(), out = gateway.outgoing.size();
    const auto wrong = [&](const std::string& ja, const std::string& en) {
        findings.error(rule::direction, *gateway.node,
                       called(*gateway.node) + ": gatewayDirection=\"" + direction + "\" なのに、" + ja + "。",
                       called(*gateway.node) + ": gatewayDirection=\"" + direction + "\", but " + en);
    };
    if (direction == "Converging" && out > 1) wrong("出る道が複数あります", "several sequence flows leave it");
    if (direction == "Diverging" && in > 1) wrong("入る道が複数あります", "several sequence flows enter it");
    if (direction == "Converging" && in < 2 && out < 2)
        wrong("入る道が一つしかありません", "not more than one sequence flow enters it");
    if (direction == "Mixed" && in < 2)
        wrong("入る道が一つしかありません", "not more than one sequence flow enters it");
    if (direction == "Mixed" && out < 2)
        wrong("出る道が一つしかありません", "not more than one sequence flow leaves it");
}

bool hasBoundary(const Model& model, const Item& activity) {
    const auto events = model.all("boundaryEvent");
    return std::any_of(events.begin(), events.end(),
                       [&](const Item* event) { return model.find(event->get("attachedToRef")) == &activity; });
}

class EventGateway {
public:
    EventGateway(const Model& model, const Item& gateway, Findings& findings)
        : model_(model), gateway_(gateway), findings_(findings) {}

    void check() {
        if (gateway_.outgoing.size() < 2)
            wrong(gateway_, "から出る道が二つ以上必要です。", "needs two or more outgoing sequence flows");
        const bool instantiates = isTrue(*gateway_.node, "instantiate");
        if (gateway_.get("eventGatewayType") == "Parallel" && !instantiates)
            wrong(gateway_, "の eventGatewayType=\"Parallel\" は、プロセスを始める（instantiate）ときだけ使えます。",
                  "may be Parallel only when it starts the process (instantiate)");
        if (instantiates && !gateway_.incoming.empty())
            findings_.error(rule::instantiate, *gateway_.node,
                            called(*gateway_.node) + " はプロセスを始めるので、入る道は描けません。",
                            called(*gateway_.node) + " starts the process and can have no incoming sequence flow");
        bool messages = false, receives = false;
        for (const Item* flow : gateway_.outgoing) {
            const Item* target = model_.target(*flow);
            if (target == nullptr) continue;
            checkTarget(*target);
            receives = receives || target->is("receiveTask");
            for (const Item* definition : model_.definitionsOf(*target))
                messages =
                    messages || (target->is("intermediateCatchEvent") && definition->is("messageEventDefinition"));
        }
        if (messages && receives)
            wrong(gateway_,
                  "の先で、メッセージイベントと受信タスクを混ぜることはできません。どちらかにそろえてください。",
                  "leads to message events and to receive tasks; use one of the two");
    }

private:
    void wrong(const Item& at, const std::string& ja, const std::string& en) {
        findings_.error(rule::eventGateway, *at.node, called(*at.node) + " " + ja, called(*at.node) + " " + en);
    }

    void checkTarget(const Item& target) {
        if (target.incoming.size() > 1)
            wrong(target, "には、イベントゲートウェイからの道だけが入れます。",
                  "can be entered from the event-based gateway only");
        if (target.is("receiveTask")) {
            if (hasBoundary(model_, target))
                wrong(target, "はイベントゲートウェイの先なので、境界イベントは置けません。",
                      "follows an event-based gateway and can have no boundary event");
            return;
        }
        if (!target.is("intermediateCatchEvent"))
            return wrong(
                target, "はイベントゲートウェイの先に置けません。受け取る中間イベントか受信タスクにしてください。",
                "cannot follow an event-based gateway; put a catching intermediate event or a receive task there");
        for (const Item* definition : model_.definitionsOf(target))
            if (definition->is("linkEventDefinition") || definition->is("errorEventDefinition") ||
                definition->is("cancelEventDefinition") || definition->is("compensateEventDefinition"))
                wrong(
                    target,
                    "のイベントの種類は、イベントゲートウェイの先では使えません。メッセージ、タイマー、条件、シグナルに"
                    "してください。",
                    "has a trigger that cannot follow an event-based gateway; use message, timer, condition or signal");
    }

    const Model& model_;
    const Item& gateway_;
    Findings& findings_;
};

}  // namespace

void checkGateways(const Model& model, Findings& findings) {
    for (const Item& gateway : model.items()) {
        if (!isGateway(gateway.tag())) continue;
        checkDirection(gateway, findings);
        const bool starts = gateway.is("eventBasedGateway");
        if (!starts && gateway.incoming.size() < 2 && gateway.outgoing.size() < 2)
            findings.error(
                rule::gatewayUse, *gateway.node,
                called(*gateway.node) +
                    " は分岐も合流もしていません。入る道か出る道を二つ以上にするか、削ってください。",
                called(*gateway.node) + " neither splits nor merges; give it two ways in or out, or remove it");
    }
}

void checkEventGateways(const Model& model, Findings& findings) {
    for (const Item* gateway : model.all("eventBasedGateway")) EventGateway(model, *gateway, findings).check();
}

}  // namespace toitsu::workflows::bpmn
