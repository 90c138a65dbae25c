// Which trigger may stand at which place (BPMN 2.0.2, tables 10.84, 10.86, 10.87, 10.89–10.91), and what an executable
// process must say about it (tables of 10.5.5).

#include <algorithm>
#include <initializer_list>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

using Words = std::initializer_list<std::string_view>;

std::string kindOf(const Item& definition) {
    return definition.tag().substr(0, definition.tag().size() - std::string_view("EventDefinition").size());
}

bool among(Words words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string joined(Words words) {
    std::string out;
    for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
    return out;
}

// `none`: an event without trigger may stand here.
void allow(const Model& model, const Item& event, const std::string& ja, const std::string& en, bool none, Words kinds,
           Findings& findings) {
    const auto definitions = model.definitionsOf(event);
    const bool refers = event.child("eventDefinitionRef") != nullptr;
    if (definitions.empty() && !refers && !none)
        findings.error(
            rule::eventKind, *event.node,
            called(*event.node) + " に種類がありません。" + ja + "では次のどれかが必要です: " + joined(kinds) + "。",
            called(*event.node) + " has no trigger; " + en + " needs one of " + joined(kinds));
    for (const Item* definition : definitions)
        if (!among(kinds, kindOf(*definition)))
            findings.error(rule::eventKind, *event.node,
                           called(*event.node) + ": " + ja + "に " + kindOf(*definition) +
                               " は使えません。使えるもの: " + joined(kinds) + "。",
                           called(*event.node) + ": " + kindOf(*definition) + " cannot be used by " + en +
                               "; use one of " + joined(kinds));
}

void checkStart(const Model& model, const Item& event, Findings& findings) {
    const Item& level = *event.parent;
    if (level.is("subProcess") && isTrue(*level.node, "triggeredByEvent")) {
        if (isTrue(*event.node, "isInterrupting", true))
            allow(model, event, "イベントサブプロセスの開始", "the start of an event sub-process", false,
                  {"message", "timer", "error", "escalation", "compensate", "conditional", "signal"}, findings);
        else
            allow(model, event, "中断しないイベントサブプロセスの開始",
                  "the start of a non-interrupting event sub-process", false,
                  {"message", "timer", "escalation", "conditional", "signal"}, findings);
    } else if (isSubProcess(level.tag())) {
        allow(model, event, "サブプロセスの開始", "the start of a sub-process (it is started by its parent)", true, {},
              findings);
    } else {
        allow(model, event, "プロセスの開始", "the start of a process", true,
              {"message", "timer", "conditional", "signal"}, findings);
    }
}

void checkEnd(const Model& model, const Item& event, Findings& findings) {
    allow(model, event, "終了イベント", "an end event", true,
          {"message", "error", "escalation", "cancel", "compensate", "signal", "terminate"}, findings);
    for (const Item* definition : model.definitionsOf(event)) {
        if (!definition->is("cancelEventDefinition")) continue;
        bool inside = false;
        for (const Item* at = event.parent; at != nullptr; at = at->parent) inside = inside || at->is("transaction");
        if (!inside)
            findings.error(rule::cancel, *event.node,
                           called(*event.node) + ": 取消の終了イベントはトランザクションの中でだけ使えます。",
                           called(*event.node) + ": a cancel end event can stand in a transaction only");
    }
}

void checkBoundary(const Model& model, const Item& event, Findings& findings) {
    if (isTrue(*event.node, "cancelActivity", true))
        allow(model, event, "境界イベント", "a boundary event", false,
              {"message", "timer", "error", "escalation", "cancel", "compensate", "conditional", "signal"}, findings);
    else
        allow(model, event, "中断しない境界イベント", "a non-interrupting boundary event", false,
              {"message", "timer", "escalation", "conditional", "signal"}, findings);
    const Item* host = model.find(event.get("attachedToRef"));
    for (const Item* definition : model.definitionsOf(event))
        if (definition->is("cancelEventDefinition") && host != nullptr && !host->is("transaction"))
            findings.error(rule::cancel, *event.node,
                           called(*event.node) + ": 取消の境界イベントはトランザクションにだけ置けます。",
                           called(*event.node) + ": a cancel boundary event can stand on a transaction only");
}

}  // namespace

void checkEventKinds(const Model& model, Findings& findings) {
    for (const Item& item : model.items()) {
        if (item.parent == nullptr) continue;
        if (item.is("startEvent")) checkStart(model, item, findings);
        if (item.is("endEvent")) checkEnd(model, item, findings);
        if (item.is("boundaryEvent")) checkBoundary(model, item, findings);
        if (item.is("intermediateCatchEvent"))
            allow(model, item, "受け取る中間イベント", "a catching intermediate event", false,
                  {"message", "timer", "conditional", "link", "signal"}, findings);
        if (item.is("intermediateThrowEvent") || item.is("implicitThrowEvent"))
            allow(model, item, "発する中間イベント", "a throwing intermediate event", true,
                  {"message", "escalation", "link", "compensate", "signal"}, findings);
    }
}

namespace {

void checkMessage(const Model& model, const Item& event, const Item& definition, Findings& findings) {
    const bool operation = definition.child("operationRef") != nullptr;
    if (!definition.has("messageRef")) {
        // A vendor's implementation of the event stands in its extensions; then the message is found there.
        if ((event.extended() || definition.extended()) && !operation) return;
        findings.error(
            rule::messageRef, *event.node,
            called(*event.node) + " にメッセージ（messageRef）がありません。どのメッセージかを書いてください。",
            called(*event.node) + " names no message; write messageRef");
        return;
    }
    // With the data of its message given, the model is one of services: the operation is then part of it.
    const Item* message = model.find(definition.get("messageRef"));
    if (operation || message == nullptr || !message->has("itemRef")) return;
    findings.error(
        rule::messageRef, *event.node,
        called(*event.node) + " に操作（operationRef）がありません。メッセージに項目定義があるときは必要です。",
        called(*event.node) + " names no operation; operationRef is needed where the message has an item definition");
}

void checkCode(const Model& model, const Item& event, const Item& definition, const std::string& reference,
               const std::string& attributeName, Findings& findings) {
    const Item* thrown = model.find(definition.get(reference));
    const bool elsewhere = model.isForeign(definition.get(reference));
    if ((thrown != nullptr && thrown->has(attributeName)) || elsewhere) return;
    findings.error(
        rule::code, *event.node,
        called(*event.node) + " が発するものに " + attributeName +
            " がありません。受け取る側が見分けるために必要です。",
        called(*event.node) + " throws something without " + attributeName + ", by which the catching event knows it");
}

}  // namespace

void checkEventReferences(const Model& model, Findings& findings) {
    for (const Item& event : model.items()) {
        if (!isEvent(event.tag())) continue;
        for (const Item* reference : event.all("eventDefinitionRef")) {
            const Item* definition = model.find(text(*reference->node));
            if (definition == nullptr || definition->parent == &model.definitions()) continue;
            findings.error(rule::definitionRef, *reference->node,
                           called(*event.node) + " が指す " + called(*definition->node) +
                               " は別の要素の中にあります。definitions の直下に置いてください。",
                           called(*event.node) + " refers to " + called(*definition->node) +
                               ", which stands inside another element; put it directly into definitions");
        }
        if (!event.executable()) continue;
        const bool throws = event.is("endEvent") || event.is("intermediateThrowEvent");
        for (const Item* definition : model.definitionsOf(event)) {
            if (definition->is("messageEventDefinition")) checkMessage(model, event, *definition, findings);
            if (throws && definition->is("escalationEventDefinition"))
                checkCode(model, event, *definition, "escalationRef", "escalationCode", findings);
            if (throws && definition->is("errorEventDefinition"))
                checkCode(model, event, *definition, "errorRef", "errorCode", findings);
        }
    }
}

}  // namespace toitsu::workflows::bpmn
