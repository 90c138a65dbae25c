// Who does the work, until when, with which data, and who is told: what a drawing leaves open.

#include <algorithm>
#include <cctype>
#include <set>

#include "workflows/bpmn/checks/lint_rules.h"

namespace toitsu::workflows::bpmn {

namespace {

std::string ours(const Item& item, std::string_view name) {
    return get(*item.node, name, flowSpace);
}

bool isMandatory(const Item& item) {
    return ours(item, "mandatory") == "true" || ours(item, "mandatory") == "1";
}

// Ids of all that stands in a lane.
std::set<std::string, std::less<>> laneMembers(const Model& model) {
    std::set<std::string, std::less<>> out;
    for (const Item* lane : model.all("lane"))
        for (const Item* reference : lane->all("flowNodeRef")) out.emplace(localPart(text(*reference->node)));
    return out;
}

}  // namespace

void lintPeople(const Model& model, Findings& findings) {
    const auto members = laneMembers(model);
    const auto inLane = [&](const Item& node) {
        for (const Item* at = &node; at != nullptr; at = at->parent)
            if (members.count(at->id) > 0) return true;
        return false;
    };
    for (const Item& item : model.items()) {
        if (isMandatory(item) && ours(item, "basis").empty())
            findings.warning(
                rule::noBasis, *item.node,
                called(*item.node) +
                    " は省略できない手続きですが、根拠がありません。flow:basis に法律と条を書いてください。",
                called(*item.node) + " is mandatory and names no law; write flow:basis");
        if ((!item.is("userTask") && !item.is("manualTask")) || !item.executable()) continue;
        const bool named = !ours(item, "role").empty() || item.child("potentialOwner") != nullptr ||
                           item.child("humanPerformer") != nullptr || item.child("performer") != nullptr ||
                           item.child("resourceRole") != nullptr;
        if (!named && !inLane(item))
            findings.warning(
                rule::unmanned, *item.node,
                called(*item.node) + " の担当がわかりません。flow:role を書くか、レーンに入れてください。",
                called(*item.node) + " does not say whose work it is; write flow:role, or put it into a lane");
    }
}

void lintDeadlines(const Model& model, Findings& findings) {
    for (const Item* timer : model.all("timerEventDefinition")) {
        const Item& event = *timer->parent;
        const Item* host = event.is("boundaryEvent") ? model.find(event.get("attachedToRef")) : nullptr;
        const bool legal =
            !ours(event, "basis").empty() || isMandatory(event) || (host != nullptr && isMandatory(*host));
        const bool counted = timer->child("timeDuration") != nullptr;
        if (legal && counted && ours(*timer, "calendar").empty())
            findings.warning(rule::clockOnly, *timer->node,
                             called(*event.node) +
                                 " は法律の期限ですが、閉庁日を数えに入れています。flow:calendar を書いてください。",
                             called(*event.node) + " is a legal deadline that counts closed days; write flow:calendar");
    }
}

namespace {

// Every text that the engine evaluates: a variable's name may stand in any of them.
std::string allExpressions(const Model& model) {
    static const std::set<std::string_view> tags{"conditionExpression",
                                                 "condition",
                                                 "loopCondition",
                                                 "completionCondition",
                                                 "activationCondition",
                                                 "loopCardinality",
                                                 "timeDate",
                                                 "timeDuration",
                                                 "timeCycle",
                                                 "script",
                                                 "from",
                                                 "transformation",
                                                 "messagePath",
                                                 "dataPath",
                                                 "formalExpression",
                                                 "expression"};
    std::string out;
    for (const Item& item : model.items()) {
        if (tags.count(item.tag()) > 0) out += text(*item.node) + "\n";
        for (const auto& [name, value] : item.node->attributes)
            if (!value.empty() && value.front() == '=') out += value + "\n";
    }
    return out;
}

// As a word: "total" does not stand in "subtotals".
bool standsIn(const std::string& expressions, const std::string& name) {
    const auto continues = [&](std::size_t at) {
        if (at >= expressions.size()) return false;
        const auto c = static_cast<unsigned char>(expressions[at]);
        return c < 0x80 && (std::isalnum(c) != 0 || c == '_');
    };
    if (name.empty()) return false;
    for (std::size_t at = 0; (at = expressions.find(name, at)) != std::string::npos; ++at)
        if ((at == 0 || !continues(at - 1)) && !continues(at + name.size())) return true;
    return false;
}

}  // namespace

void lintData(const Model& model, Findings& findings) {
    std::set<const Item*> read, written;
    const auto object = [&](const Item* data) {
        return data != nullptr && data->is("dataObjectReference") ? model.find(data->get("dataObjectRef")) : data;
    };
    for (const Item* association : model.all("dataInputAssociation"))
        for (const Item* source : association->all("sourceRef")) read.insert(object(model.find(text(*source->node))));
    for (const Item* association : model.all("dataOutputAssociation"))
        for (const Item* target : association->all("targetRef"))
            written.insert(object(model.find(text(*target->node))));
    for (const std::string_view tag : {"loopDataInputRef", "loopDataOutputRef"})
        for (const Item* reference : model.all(tag))
            (tag == "loopDataInputRef" ? read : written).insert(object(model.find(text(*reference->node))));
    const std::string expressions = allExpressions(model);
    const auto named = [&](const std::string& name) { return standsIn(expressions, name); };
    for (const std::string_view tag : {"dataObject", "property"})
        for (const Item* data : model.all(tag)) {
            if (!data->executable()) continue;
            const bool r = read.count(data) > 0 || named(data->get("name")) || named(data->id),
                       w = written.count(data) > 0;
            if (w && !r)
                findings.warning(rule::unread, *data->node,
                                 called(*data->node) + " は書かれますが、どこでも読まれません。",
                                 called(*data->node) + " is written and never read");
            if (!w && read.count(data) > 0)
                findings.warning(rule::unread, *data->node,
                                 called(*data->node) + " は読まれますが、どこでも書かれません。",
                                 called(*data->node) + " is read and never written");
        }
    for (const Item* task : model.all("businessRuleTask"))
        if (const std::string result = ours(*task, "result"); !result.empty() && !named(result))
            findings.warning(rule::unread, *task->node,
                             called(*task->node) + " の結果 " + result + " は、どの条件でも使われません。",
                             "no condition uses " + result + ", the result of " + called(*task->node));
}

namespace {

struct Sides {
    std::vector<const Item*> senders, receivers;
};

void addSide(const Model& model, const Item& item, std::map<const Item*, Sides>& out) {
    const auto add = [&](const std::string& reference, bool sends) {
        const Item* message = model.find(reference);
        if (message != nullptr && message->is("message"))
            (sends ? out[message].senders : out[message].receivers).push_back(&item);
    };
    if (item.is("sendTask")) add(item.get("messageRef"), true);
    if (item.is("receiveTask")) add(item.get("messageRef"), false);
    if (!isEvent(item.tag())) return;
    const bool throws = item.is("endEvent") || item.tag().find("Throw") != std::string::npos;
    for (const Item* definition : model.definitionsOf(item))
        if (definition->is("messageEventDefinition")) add(definition->get("messageRef"), throws);
}

}  // namespace

void lintMessages(const Model& model, Findings& findings) {
    std::map<const Item*, Sides> sides;
    std::set<const Item*> drawn;  // a message flow says whom it comes from or goes to
    for (const Item* flow : model.all("messageFlow"))
        for (const std::string_view end : {"sourceRef", "targetRef"}) drawn.insert(model.find(flow->get(end)));
    for (const Item& item : model.items()) addSide(model, item, sides);
    for (const Item* message : model.all("message")) {
        const Sides& both = sides[message];
        const auto outside = [&](const std::vector<const Item*>& items) {
            return std::any_of(items.begin(), items.end(), [&](const Item* item) { return drawn.count(item) > 0; });
        };
        const Node& node = *message->node;
        if (!both.senders.empty() && both.receivers.empty() && !outside(both.senders))
            findings.warning(
                rule::message, node,
                called(node) +
                    " は送られますが、誰も受け取りません。受け取る側か、相手のプールへのメッセージフローを描いてくださ"
                    "い。",
                called(node) + " is sent and received by nobody; draw who receives it, or a message flow to a pool");
        if (both.senders.empty() && !both.receivers.empty() && !outside(both.receivers))
            findings.warning(
                rule::message, node,
                called(node) +
                    " を待ちますが、誰も送りません。送る側か、相手のプールからのメッセージフローを描いてください。",
                called(node) + " is waited for and sent by nobody; draw who sends it, or a message flow from a pool");
    }
}

}  // namespace toitsu::workflows::bpmn
