// Boundary events and compensation (BPMN 2.0.2, 10.5.4, 10.7), sub-processes of the special kinds (10.3.5), links.

#include <algorithm>
#include <set>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

bool has(const Model& model, const Item& event, std::string_view definition) {
    const auto all = model.definitionsOf(event);
    return std::any_of(all.begin(), all.end(), [&](const Item* one) { return one->is(definition); });
}

// The activity that an association leads to from a compensation event.
void checkCompensation(const Model& model, const Item& event, Findings& findings) {
    std::vector<const Item*> handlers;
    for (const Item* association : model.all("association")) {
        const Item* from = model.find(association->get("sourceRef"));
        const Item* to = model.find(association->get("targetRef"));
        const Item* other = from == &event ? to : to == &event ? from : nullptr;
        if (other != nullptr && isActivity(other->tag())) handlers.push_back(other);
    }
    if (handlers.empty())
        findings.error(rule::compensation, *event.node,
                       called(*event.node) +
                           " から補償の作業への関連（association）がありません。isForCompensation=\"true\" "
                           "の作業へつないでください。",
                       called(*event.node) +
                           " has no association to a compensation activity; draw one to an activity with "
                           "isForCompensation=\"true\"");
    for (const Item* handler : handlers)
        if (!isTrue(*handler->node, "isForCompensation"))
            findings.error(rule::compensation, *handler->node,
                           called(*handler->node) + " は補償の作業です。isForCompensation=\"true\" を付けてください。",
                           called(*handler->node) + " compensates and needs isForCompensation=\"true\"");
}

void checkEventSubProcess(const Item& process, Findings& findings) {
    if (!process.incoming.empty() || !process.outgoing.empty())
        findings.error(rule::eventSubProcess, *process.node,
                       called(*process.node) + " はイベントサブプロセスなので、シーケンスフローはつなげません。",
                       called(*process.node) + " is an event sub-process and can have no sequence flows");
    const std::size_t starts = process.all("startEvent").size();
    if (starts != 1)
        findings.error(
            rule::eventSubProcess, *process.node,
            called(*process.node) + " には開始イベントがちょうど一つ必要です（今は " + std::to_string(starts) + "）。",
            called(*process.node) + " needs exactly one start event and has " + std::to_string(starts));
}

void checkAdHoc(const Item& process, Findings& findings) {
    const auto count = [&](auto wanted) {
        return std::count_if(process.children.begin(), process.children.end(), wanted);
    };
    if (count([](const Item* inner) { return isActivity(inner->tag()); }) == 0)
        findings.error(rule::adHoc, *process.node,
                       called(*process.node) + " に作業がありません。一つ以上置いてください。",
                       called(*process.node) + " has no activity; put one into it");
    for (const Item* inner : process.children)
        if (inner->is("startEvent") || inner->is("endEvent") || isChoreographyActivity(inner->tag()))
            findings.error(rule::adHoc, *inner->node,
                           called(*inner->node) + " はアドホックサブプロセスの中に置けません。削ってください。",
                           called(*inner->node) + " cannot stand in an ad-hoc sub-process; remove it");
}

// A process that is called begins without a trigger: its caller is one.
void checkCalled(const Model& model, const Item& call, Findings& findings) {
    const Item* process = model.find(call.get("calledElement"));
    if (process == nullptr || !process->is("process")) return;
    const auto starts = process->all("startEvent");
    const auto plain = [](const Item* start) {
        return std::none_of(start->children.begin(), start->children.end(), [](const Item* inner) {
            return isEventDefinition(inner->tag()) || inner->is("eventDefinitionRef");
        });
    };
    if (starts.empty() || std::any_of(starts.begin(), starts.end(), plain)) return;
    findings.error(rule::calledStart, *call.node,
                   called(*call.node) + " が呼ぶ " + called(*process->node) +
                       " に、種類のない開始イベントがありません。一つ足してください。",
                   called(*process->node) + ", which " + called(*call.node) +
                       " calls, has no start event without trigger; add one");
}

}  // namespace

void checkBoundaries(const Model& model, Findings& findings) {
    for (const Item* event : model.all("boundaryEvent")) {
        const Item* host = model.find(event->get("attachedToRef"));
        if (host != nullptr && isActivity(host->tag()) && host->parent != event->parent)
            findings.error(rule::boundary, *event->node,
                           called(*event->node) + " は " + called(*host->node) + " と同じ階層に置いてください。",
                           called(*event->node) + " must stand on the level of " + called(*host->node));
        if (has(model, *event, "compensateEventDefinition")) checkCompensation(model, *event, findings);
    }
}

void checkSubProcesses(const Model& model, Findings& findings) {
    for (const Item& item : model.items()) {
        if (isSubProcess(item.tag()) && isTrue(*item.node, "triggeredByEvent")) checkEventSubProcess(item, findings);
        if (item.is("adHocSubProcess")) checkAdHoc(item, findings);
        if (item.is("callActivity")) checkCalled(model, item, findings);
    }
}

namespace {

struct Link {
    const Item* event = nullptr;
    const Item* definition = nullptr;
    std::string name;
};

std::vector<Link> linksOf(const Model& model, std::string_view tag) {
    std::vector<Link> out;
    for (const Item* event : model.all(tag))
        for (const Item* definition : model.definitionsOf(*event))
            if (definition->is("linkEventDefinition")) out.push_back({event, definition, definition->get("name")});
    return out;
}

std::set<const Item*> named(const Model& model, const Item& definition, std::string_view element) {
    std::set<const Item*> out;
    for (const Item* reference : definition.all(element)) out.insert(model.find(text(*reference->node)));
    out.erase(nullptr);
    return out;
}

// They belong together by reference where one is written, by name otherwise.
bool pair(const Model& model, const Link& from, const Link& to) {
    const auto targets = named(model, *from.definition, "target"), sources = named(model, *to.definition, "source");
    if (targets.empty() && sources.empty()) return from.name == to.name;
    return (targets.empty() || targets.count(to.definition) > 0) &&
           (sources.empty() || sources.count(from.definition) > 0);
}

void wrong(const Link& link, const std::string& ja, const std::string& en, Findings& findings) {
    findings.error(rule::link, *link.event->node, called(*link.event->node) + "（リンク " + link.name + "）" + ja,
                   called(*link.event->node) + " (link " + link.name + ") " + en);
}

}  // namespace

void checkLinks(const Model& model, Findings& findings) {
    const auto froms = linksOf(model, "intermediateThrowEvent"), tos = linksOf(model, "intermediateCatchEvent");
    for (const Link& from : froms) {
        if (!from.event->outgoing.empty())
            wrong(from, "から出る道は描けません。", "can have no outgoing sequence flow", findings);
        const auto fits = [&](const Link& to) { return pair(model, from, to); };
        const auto to = std::find_if(tos.begin(), tos.end(), fits);
        if (to == tos.end())
            wrong(from, "に対応する受け取り側のリンクがありません。同じ名前の受け取るリンクを描いてください。",
                  "has no catching link that belongs to it; draw one of the same name", findings);
        else if (to->event->parent != from.event->parent)
            wrong(from, "の受け取り側は別の階層にあります。同じプロセスまたはサブプロセスに置いてください。",
                  "leads to another level; both must stand in one process or sub-process", findings);
    }
    for (const Link& to : tos) {
        if (!to.event->incoming.empty())
            wrong(to, "に入る道は描けません。", "can have no incoming sequence flow", findings);
        const auto fits = [&](const Link& from) { return pair(model, from, to); };
        if (std::none_of(froms.begin(), froms.end(), fits))
            wrong(to, "に対応する発する側のリンクがありません。同じ名前の発するリンクを描いてください。",
                  "has no throwing link that belongs to it; draw one of the same name", findings);
        const auto twin = [&](const Link& other) {
            return other.event != to.event && other.event->parent == to.event->parent && other.name == to.name &&
                   named(model, *other.definition, "source").empty() && named(model, *to.definition, "source").empty();
        };
        if (std::any_of(tos.begin(), tos.end(), twin))
            wrong(to, "と同じ名前の受け取るリンクがほかにもあります。一つにしてください。",
                  "is not the only catching link of this name; keep one", findings);
    }
}

}  // namespace toitsu::workflows::bpmn
