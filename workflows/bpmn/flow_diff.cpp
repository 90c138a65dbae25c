#include "workflows/bpmn/flow_diff.h"

#include <algorithm>
#include <map>
#include <set>

#include "workflows/bpmn/model.h"

// Each element of interest is turned into what a person would say about it; two such lists are compared. The order is
// what follows an element: its next steps, gateways and all, by name.

namespace toitsu::workflows::bpmn {

namespace {

using Kind = FlowChange::Kind;

std::string label(const Item& item) {
    const std::string name = item.get("name");
    return name.empty() ? item.id : name;
}

bool counts(const Item& item) {
    static const std::set<std::string_view> others{
        "process", "participant", "lane", "messageFlow", "dataObject", "dataObjectReference", "dataStoreReference"};
    return !item.id.empty() && (isFlowNode(item.tag()) || others.count(item.tag()) > 0);
}

std::string sorted(std::vector<std::string> words) {
    std::sort(words.begin(), words.end());
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

// By id, so that a renamed neighbour is no change of order.
std::vector<std::string> nextIds(const Model& model, const Item& item) {
    std::vector<std::string> out;
    for (const Item* flow : item.outgoing)
        if (const Item* to = model.target(*flow)) out.push_back(to->id);
    std::sort(out.begin(), out.end());
    return out;
}

std::string nextNames(const Model& model, const Item& item) {
    std::vector<std::string> out;
    for (const Item* flow : item.outgoing)
        if (const Item* to = model.target(*flow)) out.push_back(label(*to));
    return sorted(std::move(out));
}

std::string deadlineOf(const Model& model, const Item& item) {
    std::string out;
    for (const Item* definition : model.definitionsOf(item)) {
        if (!definition->is("timerEventDefinition")) continue;
        for (const Item* time : definition->children)
            if (time->tag().starts_with("time")) out += text(*time->node);
        for (const std::string_view name : {"calendar", "until", "shift", "first-day"}) {
            const std::string value = get(*definition->node, name, flowSpace);
            if (!value.empty()) out += " " + std::string(name) + "=" + value;
        }
    }
    return out;
}

// Conditions of the ways out, each with where it leads; "*" marks the default.
std::string conditionsOf(const Model& model, const Item& item) {
    std::vector<std::string> out;
    for (const Item* flow : item.outgoing) {
        const Item* condition = flow->child("conditionExpression");
        const bool isDefault = item.get("default") == flow->id;
        if (condition == nullptr && !isDefault) continue;
        const Item* to = model.target(*flow);
        out.push_back((to == nullptr ? std::string() : label(*to) + ": ") + (isDefault ? "*" : text(*condition->node)));
    }
    return sorted(std::move(out));
}

// By the flows' ids: where a way leads is told as order.
std::string conditionKey(const Item& item) {
    std::vector<std::string> out;
    for (const Item* flow : item.outgoing) {
        const Item* condition = flow->child("conditionExpression");
        if (condition != nullptr || item.get("default") == flow->id)
            out.push_back(flow->id + "=" + (condition == nullptr ? "*" : text(*condition->node)));
    }
    return sorted(std::move(out));
}

std::map<std::string, std::string> lanesOf(const Model& model) {
    std::map<std::string, std::string> out;
    for (const Item* lane : model.all("lane"))
        for (const Item* reference : lane->all("flowNodeRef"))
            out.emplace(localPart(text(*reference->node)), label(*lane));
    return out;
}

std::string laneOf(const std::map<std::string, std::string>& lanes, const Item& item) {
    const auto found = lanes.find(item.id);
    return found == lanes.end() ? std::string() : found->second;
}

// Attributes that say something and have no kind of their own: loops, triggers, cancelActivity, scripts …
std::string otherFacts(const Model& model, const Item& item) {
    static const std::set<std::string_view> known{"id", "name", "default"};
    static const std::set<std::string_view> ours{"role", "form", "operation", "decision"};
    std::vector<std::string> out;
    for (std::size_t n = 0; n < item.node->attributes.size(); ++n) {
        const std::string& space = item.node->spaces[n];
        const std::string local(localPart(item.node->attributes[n].first));
        const bool own = space.empty() && known.count(local) == 0, flow = space == flowSpace && ours.count(local) == 0;
        if (own || flow) out.push_back(local + "=" + item.node->attributes[n].second);
    }
    for (const Item* definition : model.definitionsOf(item)) {
        out.push_back(definition->tag());
        for (const std::string_view name :
             {"messageRef", "signalRef", "errorRef", "escalationRef", "activityRef", "name"})
            if (definition->has(name)) out.push_back(std::string(name) + "=" + definition->get(name));
        if (const Item* condition = definition->child("condition")) out.push_back(text(*condition->node));
    }
    for (const Item* inner : item.children)
        if (inner->tag().ends_with("LoopCharacteristics") || inner->is("script")) {
            out.push_back(inner->tag() + " " + text(*inner->node));
            for (const Item* deeper : inner->children) out.push_back(deeper->tag() + "=" + text(*deeper->node));
        }
    return sorted(std::move(out));
}

class Differ {
public:
    Differ(const Model& before, const Model& after)
        : before_(before), after_(after), lanesBefore_(lanesOf(before)), lanesAfter_(lanesOf(after)) {}

    std::vector<FlowChange> run() {
        for (const Item& item : after_.items()) {
            if (!counts(item)) continue;
            const Item* old = before_.find(item.id);
            if (old == nullptr || !counts(*old))
                tell(Kind::added, item, "", "");
            else
                compare(*old, item);
        }
        for (const Item& item : before_.items()) {
            const Item* now = counts(item) ? after_.find(item.id) : &item;
            if (now == nullptr || !counts(*now)) {
                if (counts(item)) tell(Kind::removed, item, "", "");
            }
        }
        return std::move(changes_);
    }

private:
    void tell(Kind kind, const Item& item, const std::string& before, const std::string& after) {
        FlowChange change{kind, item.id, label(item), item.tag(), before, after, {}};
        const Wording what = kindWording(kind);
        const std::string who = item.tag() + " " + label(item);
        const bool plain = kind == Kind::added || kind == Kind::removed;
        const auto shown = [](const std::string& text) { return text.empty() ? std::string("–") : text; };
        change.message = plain ? Wording{what.ja + ": " + who, what.en + ": " + who}
                               : Wording{who + ": " + what.ja + " " + shown(before) + " → " + shown(after),
                                         who + ": " + what.en + " " + shown(before) + " → " + shown(after)};
        changes_.push_back(std::move(change));
    }

    void differ(Kind kind, const Item& item, const std::string& before, const std::string& after) {
        if (before != after) tell(kind, item, before, after);
    }

    void compare(const Item& old, const Item& now) {
        differ(Kind::kind, now, old.tag(), now.tag());
        differ(Kind::renamed, now, old.get("name"), now.get("name"));
        if (nextIds(before_, old) != nextIds(after_, now))
            tell(Kind::order, now, nextNames(before_, old), nextNames(after_, now));
        const auto ours = [](const Item& item, std::string_view name) { return get(*item.node, name, flowSpace); };
        differ(Kind::role, now, ours(old, "role"), ours(now, "role"));
        differ(Kind::form, now, ours(old, "form"), ours(now, "form"));
        differ(Kind::operation, now, ours(old, "operation"), ours(now, "operation"));
        differ(Kind::decision, now, ours(old, "decision"), ours(now, "decision"));
        differ(Kind::deadline, now, deadlineOf(before_, old), deadlineOf(after_, now));
        if (conditionKey(old) != conditionKey(now))
            tell(Kind::condition, now, conditionsOf(before_, old), conditionsOf(after_, now));
        if (isFlowNode(now.tag())) differ(Kind::lane, now, laneOf(lanesBefore_, old), laneOf(lanesAfter_, now));
        differ(Kind::attribute, now, otherFacts(before_, old), otherFacts(after_, now));
    }

    const Model& before_;
    const Model& after_;
    std::map<std::string, std::string> lanesBefore_, lanesAfter_;
    std::vector<FlowChange> changes_;
};

struct Word {
    const char* name;
    const char* ja;
    const char* en;
};

constexpr Word words[] = {
    {"added", "追加", "added"},         {"removed", "削除", "removed"},     {"kind", "種類", "kind"},
    {"renamed", "名前", "name"},        {"order", "次の手順", "next"},      {"role", "担当", "role"},
    {"form", "様式", "form"},           {"operation", "操作", "operation"}, {"decision", "判定表", "decision"},
    {"deadline", "期限", "deadline"},   {"condition", "条件", "condition"}, {"lane", "レーン", "lane"},
    {"attribute", "属性", "attributes"}};

}  // namespace

std::vector<FlowChange> diffFlows(const Document& before, const Document& after) {
    const Model a(before), b(after);
    return Differ(a, b).run();
}

const char* kindName(FlowChange::Kind kind) {
    return words[static_cast<std::size_t>(kind)].name;
}

Wording kindWording(FlowChange::Kind kind) {
    const Word& word = words[static_cast<std::size_t>(kind)];
    return {word.ja, word.en};
}

}  // namespace toitsu::workflows::bpmn
