// Event definitions – in an event, or at the top of the file and referred to – and the loops of activities.

#include <algorithm>

#include "base/text.h"
#include "workflows/bpmn.h"
#include "workflows/bpmn_reader.h"

namespace toitsu::workflows {

std::vector<Trigger> BpmnReader::referredTrigger(const std::string& reference) {
    std::vector<Trigger> triggers;
    const auto found = eventDefinitions_.find(localRef(reference));
    if (found != eventDefinitions_.end()) addTrigger(*found->second, triggers);
    return triggers;
}

void BpmnReader::addTrigger(const xml::Element& element, std::vector<Trigger>& triggers) {
    Trigger trigger;
    const std::string& tag = element.local;
    const auto named = [&](const char* attribute) {
        const std::string reference = localRef(element.get(attribute));
        const auto name = names_.find(reference);
        return name == names_.end() ? reference : name->second;
    };
    if (tag == "messageEventDefinition") {
        trigger.kind = Trigger::Kind::message;
        trigger.name = named("messageRef");
        Node none;
        trigger.key = Reading{element, none, language_, mistakes_}.expression("key");
    } else if (tag == "timerEventDefinition") {
        trigger.kind = Trigger::Kind::timer;
        auto timer = readTimerRule(element, language_ == ExpressionLanguage::feel);
        if (timer) {
            trigger.timer = std::move(*timer);
        } else {
            mistakes_.push_back(std::move(timer.error()));
        }
    } else if (tag == "signalEventDefinition") {
        trigger.kind = Trigger::Kind::signal;
        trigger.name = named("signalRef");
    } else if (tag == "conditionalEventDefinition") {
        trigger.kind = Trigger::Kind::conditional;
        if (const xml::Element* condition = element.child("condition")) trigger.condition = expression(*condition);
    } else if (tag == "errorEventDefinition") {
        trigger.kind = Trigger::Kind::error;
        trigger.name = named("errorRef");
    } else if (tag == "escalationEventDefinition") {
        trigger.kind = Trigger::Kind::escalation;
        trigger.name = named("escalationRef");
    } else if (tag == "compensateEventDefinition") {
        trigger.kind = Trigger::Kind::compensation;
        trigger.activity = localRef(element.get("activityRef"));
        trigger.waits = element.get("waitForCompletion", "true") != "false";
    } else if (tag == "cancelEventDefinition") {
        trigger.kind = Trigger::Kind::cancel;
    } else if (tag == "linkEventDefinition") {
        trigger.kind = Trigger::Kind::link;
        trigger.name = element.get("name");
    } else if (tag == "terminateEventDefinition") {
        trigger.kind = Trigger::Kind::terminate;
    } else {
        return;
    }
    triggers.push_back(std::move(trigger));
}

std::vector<Trigger> BpmnReader::triggersIn(const xml::Element& element) {
    std::vector<Trigger> triggers;
    for (const xml::Element& child : element.children) {
        if (child.space != bpmnNamespace) continue;
        if (child.local == "eventDefinitionRef") {
            for (Trigger& trigger : referredTrigger(child.text)) triggers.push_back(std::move(trigger));
        } else if (child.local.ends_with("EventDefinition")) {
            addTrigger(child, triggers);
        }
    }
    return triggers;
}

void BpmnReader::readTriggers(const xml::Element& element, Node& node) {
    if (node.type->position == Position::activity || node.type->position == Position::container) {
        if (element.local != "sendTask" && element.local != "receiveTask") return;
        std::string message = localRef(element.get("messageRef"));
        if (message.empty()) {
            const auto operation = operationMessages_.find(localRef(element.get("operationRef")));
            if (operation != operationMessages_.end()) message = operation->second;
        }
        if (message.empty()) return;
        Trigger trigger;
        const auto name = names_.find(message);
        trigger.name = name == names_.end() ? message : name->second;
        node.triggers.push_back(std::move(trigger));
        return;
    }
    node.triggers = triggersIn(element);
    // What waits for its end comes last: everything else is thrown before.
    std::stable_partition(node.triggers.begin(), node.triggers.end(),
                          [](const Trigger& trigger) { return trigger.kind != Trigger::Kind::compensation; });
}

void BpmnReader::readLoop(const xml::Element& element, Node& node) {
    if (const xml::Element* standard = element.child("standardLoopCharacteristics")) {
        Loop loop;
        loop.testBefore = standard->get("testBefore") == "true";
        if (standard->find("loopMaximum")) loop.maximum = quantity(*standard, "loopMaximum", 0, 0);
        if (const xml::Element* condition = standard->child("loopCondition")) loop.condition = expression(*condition);
        // Without a condition and a maximum nothing says that it goes on.
        if (!loop.condition && !loop.maximum) loop.maximum = 1;
        node.loop = std::move(loop);
        return;
    }
    const xml::Element* multi = element.child("multiInstanceLoopCharacteristics");
    if (!multi) return;
    Loop loop;
    loop.multi = true;
    loop.sequential = multi->get("isSequential") == "true";
    const auto each = [&](const char* tag, FormalExpression& into) {
        if (const xml::Element* child = multi->child(tag)) into = expression(*child);
    };
    each("loopCardinality", loop.cardinality);
    each("completionCondition", loop.completion);
    const Reading reading{*multi, node, language_, mistakes_};
    loop.items = reading.expression("items");
    loop.item = reading.own("item");
    loop.output = reading.own("into");
    loop.outputItem = reading.own("collect");
    if (const xml::Element* collection = multi->child("loopDataInputRef"); collection && !loop.items) {
        auto name =
            parseExpression(dataName(localRef(collection->text)), collection->place, ExpressionLanguage::unknown);
        if (name) loop.items = std::move(*name);
    }
    if (const xml::Element* item = multi->child("inputDataItem"); item && loop.item.empty())
        loop.item = item->get("name", item->get("id"));
    if (const xml::Element* output = multi->child("loopDataOutputRef"); output && loop.output.empty())
        loop.output = dataName(localRef(output->text));
    if (const xml::Element* item = multi->child("outputDataItem"); item && loop.outputItem.empty())
        loop.outputItem = item->get("name", item->get("id"));
    const std::string behavior = multi->get("behavior", "All");
    loop.behavior = behavior == "None"      ? Loop::Behavior::none
                    : behavior == "One"     ? Loop::Behavior::one
                    : behavior == "Complex" ? Loop::Behavior::complex
                                            : Loop::Behavior::all;
    if (loop.behavior == Loop::Behavior::none) loop.event = referredTrigger(multi->get("noneBehaviorEventRef"));
    if (loop.behavior == Loop::Behavior::one) loop.event = referredTrigger(multi->get("oneBehaviorEventRef"));
    for (const xml::Element* complex : multi->all("complexBehaviorDefinition")) {
        Loop::Complex one;
        if (const xml::Element* condition = complex->child("condition")) one.condition = expression(*condition);
        if (const xml::Element* event = complex->child("event")) one.event = triggersIn(*event);
        loop.complex.push_back(std::move(one));
    }
    node.loop = std::move(loop);
}

}  // namespace toitsu::workflows
