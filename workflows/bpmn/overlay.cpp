#include "workflows/bpmn/overlay.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/xml_tree.h"
#include "workflows/bpmn/flow_editor.h"
#include "workflows/bpmn/mandatory.h"
#include "workflows/bpmn/model.h"
#include "workflows/bpmn/validate.h"

// Entries are applied in their order to a copy of the flow. Each is checked first: what it names must be there, and it
// must mean one thing only. When all are applied the result is compared with the original for what the law requires,
// and validated like any flow.

namespace toitsu::workflows::bpmn {

namespace {

using Kind = OverlayChange::Kind;

constexpr Rule madeFor{"W291", "an overlay fits the flow it was made for"};
constexpr Rule named{"W292", "an overlay names what is there"};
constexpr Rule contradiction{"W293", "entries of an overlay do not contradict each other"};
constexpr Rule possible{"W294", "an overlay changes what can be changed there"};
constexpr Rule lawful{"W295", "a step that the law requires stays in the way"};
constexpr Rule added{"W296", "an overlay adds activities and events"};

class Applier {
public:
    Applier(const Document& base, const Overlay& overlay, Findings& findings)
        : base_(base), overlay_(overlay), findings_(findings), result_(base), editor_(result_) {}

    std::optional<Document> apply() {
        checkBase();
        if (!checkContradictions()) return std::nullopt;
        for (const OverlayChange& change : overlay_.changes) {
            if (change.kind == Kind::add) addSteps(change);
            if (change.kind == Kind::skip && there(change)) skip(change);
            if (change.kind == Kind::rename && there(change))
                result_.set(*result_.find(change.element), "name", change.name);
            if (change.kind == Kind::move && there(change)) move(change);
            if (change.kind == Kind::change && there(change)) changeAttributes(change);
            if (change.kind == Kind::deadline && there(change)) deadline(change);
        }
        editor_.listFlows();
        for (const Dropped& dropped : droppedSteps(base_, result_)) tellDropped(dropped);
        return std::move(result_);
    }

private:
    Node where(const Place& place) const {
        Node at;
        at.place = place;
        return at;
    }

    void wrong(const Rule& rule, const OverlayChange& change, const std::string& ja, const std::string& en) {
        Node at = where(change.place);
        at.attributes.emplace_back("id", change.element);
        at.spaces.emplace_back();
        findings_.error(rule, at, ja, en);
    }

    void checkBase() {
        const Node root = where(overlay_.place);
        const Node* process = base_.find(overlay_.flow);
        if (process == nullptr || !is(*process, "process"))
            findings_.error(named, root,
                            "フローに process " + overlay_.flow + " がありません。flow 属性を直してください。",
                            "the flow has no process " + overlay_.flow + "; correct the attribute flow");
        const std::string now = fingerprint(base_);
        if (overlay_.base != now)
            findings_.error(
                madeFor, root,
                "この団体差分は別の版のフローのために作られています。違い（toitsu flow diff）を確かめてから base=\"" +
                    now + "\" としてください。",
                "this overlay was made for another state of the flow; look at what changed (toitsu flow diff), then "
                "write base=\"" +
                    now + "\"");
    }

    // One entry of a kind for an element, and nothing else for one that is skipped.
    bool checkContradictions() {
        bool good = true;
        std::map<std::string, std::set<Kind>> seen;
        for (const OverlayChange& change : overlay_.changes) {
            if (change.kind == Kind::add) continue;
            auto& kinds = seen[change.element];
            const bool skipped = kinds.count(Kind::skip) > 0 || (change.kind == Kind::skip && !kinds.empty());
            const bool twice = !kinds.insert(change.kind).second;
            good = good && !skipped && !twice;
            if (skipped || twice)
                wrong(contradiction, change, change.element + " についての項目が矛盾しています。一つにしてください。",
                      "entries for " + change.element + " contradict each other; keep one");
        }
        std::set<std::string> gone;
        for (const OverlayChange& change : overlay_.changes)
            if (change.kind == Kind::skip) gone.insert(change.element);
        for (const OverlayChange& change : overlay_.changes)
            for (const std::string& name : {change.spot.after, change.spot.before}) {
                if (gone.count(name) == 0) continue;
                good = false;
                wrong(contradiction, change, name + " は省略されるので、その前後には置けません。",
                      name + " is skipped; nothing can be put beside it");
            }
        return good;
    }

    bool there(const OverlayChange& change) {
        if (result_.find(change.element) != nullptr) return true;
        wrong(named, change, "フローに要素 " + change.element + " がありません。名前が変わったか、なくなっています。",
              "the flow has no element " + change.element + "; it was renamed or removed");
        return false;
    }

    const Node* step(const OverlayChange& change, const std::string& id) {
        const Node* node = result_.find(id);
        if (node == nullptr)
            wrong(named, change, "フローに要素 " + id + " がありません。", "the flow has no element " + id);
        else if (!isFlowNode(node->local) && !is(*node, "sequenceFlow"))
            wrong(possible, change, called(*node) + " の前後には置けません。",
                  "nothing can be put beside " + called(*node));
        else
            return node;
        return nullptr;
    }

    // The sequence flow that a step is put on; "" with a finding when there is none, or more than one would do.
    std::string flowAt(const OverlayChange& change, bool& before) {
        before = false;
        if (!change.spot.on.empty()) {
            const Node* flow = step(change, change.spot.on);
            if (flow != nullptr && is(*flow, "sequenceFlow")) return change.spot.on;
            if (flow != nullptr)
                wrong(possible, change, change.spot.on + " はシーケンスフローではありません。",
                      change.spot.on + " is no sequence flow");
            return {};
        }
        const bool behind = !change.spot.after.empty();
        const std::string& id = behind ? change.spot.after : change.spot.before;
        const Node* node = step(change, id);
        if (node == nullptr) return {};
        const auto flows = behind ? editor_.outgoing(id) : editor_.incoming(id);
        if (flows.size() == 1) return flows.front();
        if (!behind && flows.size() > 1 && !isGateway(node->local)) {
            before = true;
            return flows.front();
        }
        wrong(possible, change,
              called(*node) + (behind ? " の後ろ" : " の前") + "の道は " + std::to_string(flows.size()) +
                  " 本です。on=\"シーケンスフローの id\" で場所を決めてください。",
              std::to_string(flows.size()) + " sequence flows " + (behind ? "leave " : "enter ") + called(*node) +
                  "; name one with on=\"…\"");
        return {};
    }

    bool isStep(const OverlayChange& change, const Node& node) {
        const bool event = node.local == "intermediateCatchEvent" || node.local == "intermediateThrowEvent";
        if (isActivity(node.local) || event) return true;
        wrong(added, change, called(node) + " は足せません。作業か中間イベントを足してください。",
              called(node) + " cannot be added; add activities and intermediate events");
        return false;
    }

    void addSteps(const OverlayChange& change) {
        bool before = false;
        std::string flow = flowAt(change, before);
        if (flow.empty()) return;
        std::string neighbour = !change.spot.after.empty() ? change.spot.after : editor_.target(flow);
        std::string behind;
        for (const std::string& xml : change.steps) {
            const Node* level = result_.parentOf(*result_.find(flow));
            const auto parsed = xml::parseWhole(xml, overlay_.file);
            if (!parsed) return wrong(added, change, parsed.error().message.ja, parsed.error().message.en);
            const Node& fresh = *std::find_if(parsed->nodes.begin(), parsed->nodes.end(),
                                              [](const Node& one) { return one.kind == Node::Kind::element; });
            const std::string id = get(fresh, "id");
            if (!isStep(change, fresh)) return;
            if (id.empty() || result_.find(id) != nullptr)
                return wrong(added, change,
                             "足す要素に、まだ使われていない id を付けてください（今は「" + id + "」）。",
                             "give what is added an id that is not used yet (it is \"" + id + "\")");
            std::size_t index = 0;
            for (std::size_t n = 0; n < level->children.size(); ++n)
                if (isModel(level->children[n]) && isFlowNode(level->children[n].local)) index = n + 1;
            const auto put = result_.insert(*result_.parentOf(*result_.find(flow)), index, xml, change.place);
            if (!put) return wrong(added, change, put.error().message.ja, put.error().message.en);
            editor_.joinLane(id, neighbour);
            const std::string next = before ? editor_.putBefore(editor_.target(flow), id) : editor_.putOn(flow, id);
            before = false;
            flow = next;
            neighbour = id;
        }
    }

    // What leads through it can lead past it: one way out, without a condition of its own.
    bool canLeave(const OverlayChange& change, const std::string& what) {
        const Node& node = *result_.find(change.element);
        if (isGateway(node.local) || node.local == "startEvent" || node.local == "endEvent" ||
            node.local == "boundaryEvent" || !isFlowNode(node.local)) {
            wrong(possible, change, called(node) + " は" + what + "できません。",
                  called(node) + " can be neither skipped nor moved");
            return false;
        }
        if (editor_.outgoing(change.element).size() == 1 && !editor_.incoming(change.element).empty()) return true;
        wrong(possible, change, called(node) + " には入る道と、ちょうど一本の出る道が必要です。",
              called(node) + " needs a way in and exactly one way out to be skipped or moved");
        return false;
    }

    void skip(const OverlayChange& change) {
        if (isMandatory(*result_.find(change.element))) return tellMandatory(change, "省略", "skipped");
        if (!canLeave(change, "省略")) return;
        for (const std::string& event : editor_.boundaries(change.element)) removeWithFlows(event);
        editor_.bridge(change.element);
        editor_.erase(change.element);
        removeUnreached();
    }

    void removeWithFlows(const std::string& id) {
        for (const std::string& flow : editor_.outgoing(id)) editor_.erase(flow);
        for (const std::string& flow : editor_.incoming(id)) editor_.erase(flow);
        editor_.erase(id);
    }

    // What only the boundary events of a skipped step led to: in the base something comes before it, and now nothing.
    void removeUnreached() {
        const Model model(base_);
        for (bool again = true; again;) {
            again = false;
            for (const Item& item : model.items()) {
                const Node* node = item.id.empty() || item.incoming.empty() ? nullptr : result_.find(item.id);
                if (node == nullptr || !isFlowNode(node->local) || !editor_.incoming(item.id).empty()) continue;
                removeWithFlows(item.id);
                again = true;
            }
        }
    }

    void move(const OverlayChange& change) {
        if (!canLeave(change, "移動")) return;
        bool before = false;
        const std::string flow = flowAt(change, before);
        if (flow.empty()) return;
        const std::string& id = change.element;
        if (editor_.source(flow) == id || editor_.target(flow) == id)
            return wrong(possible, change, id + " はすでにそこにあります。", id + " stands there already");
        if (result_.parentOf(*result_.find(id)) != result_.parentOf(*result_.find(flow)))
            return wrong(possible, change, id + " は別の階層（サブプロセス）へは移せません。",
                         id + " cannot be moved into or out of a sub-process");
        editor_.bridge(id);
        if (before)
            editor_.putBefore(editor_.target(flow), id);
        else
            editor_.putOn(flow, id);
    }

    void changeAttributes(const OverlayChange& change) {
        static const std::map<std::string, std::vector<std::string_view>> allowed{
            {"role", {"userTask", "manualTask", "callActivity", "subProcess"}},
            {"form", {"userTask", "startEvent"}},
            {"operation", {"serviceTask", "sendTask"}},
            {"decision", {"businessRuleTask"}}};
        for (const auto& [name, value] : change.attributes) {
            Node& node = *result_.find(change.element);
            const auto& kinds = allowed.at(name);
            if (std::find(kinds.begin(), kinds.end(), node.local) == kinds.end())
                wrong(possible, change, called(node) + " に " + name + " はありません。",
                      called(node) + " has no " + name);
            else
                result_.set(node, name, value, flowSpace);
        }
    }

    void deadline(const OverlayChange& change) {
        Node& event = *result_.find(change.element);
        Node* timer = child(event, "timerEventDefinition");
        if (timer == nullptr)
            return wrong(possible, change, called(event) + " はタイマーイベントではありません。",
                         called(event) + " is no timer event");
        if (isMandatory(event)) return tellMandatory(change, "期限を変更", "given another deadline");
        if (!change.time.empty()) {
            while (!elements(*timer).empty()) {
                const auto inner = elements(*timer);
                const auto time = std::find_if(inner.begin(), inner.end(),
                                               [](const Node* one) { return one->local.starts_with("time"); });
                if (time == inner.end()) break;
                result_.remove(**time);
            }
            const std::string name = result_.name(change.timeKind);
            const std::string type = result_.name("type", instanceSpace), formal = result_.name("tFormalExpression");
            const auto put = result_.append(*timer, "<" + name + " " + type + "=\"" + formal + "\"/>", change.place);
            if (put) result_.setText(**put, change.time);
        }
        for (const auto& [name, value] : change.attributes)
            result_.set(*child(*result_.find(change.element), "timerEventDefinition"), name, value, flowSpace);
    }

    void tellMandatory(const OverlayChange& change, const std::string& ja, const std::string& en) {
        const Node& node = *result_.find(change.element);
        const std::string basis = get(node, "basis", flowSpace);
        told_.insert(change.element);
        wrong(
            lawful, change,
            called(node) + " は法律で必要な手続きです" + (basis.empty() ? "" : "（" + basis + "）") + "。" + ja +
                "できません。",
            called(node) + " is required by law" + (basis.empty() ? "" : " (" + basis + ")") + " and cannot be " + en);
    }

    void tellDropped(const Dropped& dropped) {
        const std::string id = get(*dropped.step, "id"), basis = get(*dropped.step, "basis", flowSpace);
        if (told_.count(id) > 0) return;
        const std::string law = basis.empty() ? "" : "（" + basis + "）",
                          english = basis.empty() ? "" : " (" + basis + ")";
        Node at = where(overlay_.place);
        for (const OverlayChange& change : overlay_.changes)
            if (change.element == id || change.kind == Kind::move || change.kind == Kind::skip) at.place = change.place;
        findings_.error(
            lawful, at,
            "法律で必要な手続き " + called(*dropped.step) + law + dropped.how.ja + "。この変更はできません。",
            called(*dropped.step) + ", required by law" + english + ", " + dropped.how.en +
                "; this change is not possible");
    }

    const Document& base_;
    const Overlay& overlay_;
    Findings& findings_;
    Document result_;
    FlowEditor editor_;
    std::set<std::string> told_;
};

}  // namespace

std::optional<Document> applyOverlay(const Document& base, const Overlay& overlay, std::vector<Finding>& told) {
    Findings findings;
    auto effective = Applier(base, overlay, findings).apply();
    auto all = std::move(findings).sorted();
    if (all.empty() && effective)
        for (Finding& finding : validate(*effective))
            if (finding.severity == Severity::error) all.push_back(std::move(finding));
    const bool good = isValid(all);
    told.insert(told.end(), all.begin(), all.end());
    return good ? std::move(effective) : std::nullopt;
}

}  // namespace toitsu::workflows::bpmn
