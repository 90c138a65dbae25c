#include "workflows/check.h"

#include <algorithm>
#include <set>

#include "workflows/elements/element.h"

namespace toitsu::workflows {

namespace {

class Checker {
public:
    Checker(Definition& definition, const std::set<std::string>& refused, std::vector<Error>& mistakes)
        : definition_(definition), refused_(refused), mistakes_(mistakes) {}

    void run(const Place& process) {
        identify();
        link();
        attach();
        if (broken_) return;  // what follows would only report consequences
        ends(process);
        for (const Node& node : definition_.nodes) {
            ways(node);
            conditions(node);
        }
        reach();
    }

private:
    void wrong(const char* code, const Place& place, std::string ja, std::string en) {
        mistakes_.push_back({ErrorKind::schema, code, {std::move(ja), std::move(en)}, place});
    }

    void identify() {
        std::set<std::string> seen;
        const auto take = [&](const std::string& id, const Place& place) {
            if (!id.empty() && seen.insert(id).second) return;
            broken_ = true;
            if (id.empty()) {
                wrong("W003", place, "この要素に id がありません。", "this element has no id; give it one");
            } else {
                wrong("W003", place, "id「" + id + "」が二度使われています。",
                      "the id " + id + " is used twice; rename one");
            }
        };
        for (std::size_t i = 0; i < definition_.nodes.size(); ++i) {
            take(definition_.nodes[i].id, definition_.nodes[i].place);
            definition_.byId.emplace(definition_.nodes[i].id, i);
        }
        for (const Flow& flow : definition_.flows) take(flow.id, flow.place);
    }

    Node* known(const std::string& id, const char* attribute, const Place& place) {
        const auto found = definition_.byId.find(id);
        if (found != definition_.byId.end()) return &definition_.nodes[found->second];
        broken_ = true;
        if (refused_.contains(id)) return nullptr;
        wrong("W004", place, std::string(attribute) + " が指す要素「" + id + "」がありません。",
              std::string(attribute) + " names " + (id.empty() ? "nothing" : id) +
                  ", which is not there or cannot be run");
        return nullptr;
    }

    void link() {
        for (std::size_t i = 0; i < definition_.flows.size(); ++i) {
            const Flow& flow = definition_.flows[i];
            Node* source = known(flow.source, "sourceRef", flow.place);
            Node* target = known(flow.target, "targetRef", flow.place);
            if (source) source->outgoing.push_back(i);
            if (target) target->incoming.push_back(i);
        }
        for (const Node& node : definition_.nodes) {
            if (node.defaultFlow.empty()) continue;
            const bool own = std::any_of(node.outgoing.begin(), node.outgoing.end(),
                                         [&](std::size_t i) { return definition_.flows[i].id == node.defaultFlow; });
            if (own) continue;
            broken_ = true;
            wrong("W004", node.place, "default が指す線「" + node.defaultFlow + "」はこの分岐から出ていません。",
                  "default names " + node.defaultFlow + ", which does not leave this gateway");
        }
    }

    void attach() {
        for (std::size_t i = 0; i < definition_.nodes.size(); ++i) {
            const Node& node = definition_.nodes[i];
            if (node.type->position != Position::boundary) continue;
            Node* host = known(node.attachedTo, "attachedToRef", node.place);
            if (!host) continue;
            if (host->type->position != Position::activity) {
                broken_ = true;
                wrong("W014", node.place, "境界イベントは作業(タスク)にだけ付けられます。",
                      "a boundary event must stand on a task");
            } else {
                host->boundaries.push_back(i);
            }
        }
    }

    void ends(const Place& process) {
        std::size_t starts = 0;
        bool end = false;
        for (const Node& node : definition_.nodes) {
            if (node.type->position == Position::end) end = true;
            if (node.type->position != Position::start || ++starts == 1) continue;
            wrong("W005", node.place, "開始イベントが二つ以上あります。一つにしてください。",
                  "there is more than one start event; keep one");
        }
        if (starts == 0) wrong("W005", process, "開始イベントがありません。", "there is no start event; add one");
        if (!end) wrong("W006", process, "終了イベントがありません。", "there is no end event; add one");
    }

    void ways(const Node& node) {
        const Position position = node.type->position;
        const bool first = position == Position::start || position == Position::boundary;
        if (first && !node.incoming.empty()) {
            wrong("W014", node.place, "開始・境界イベントには線を入れられません。",
                  "no sequence flow may lead to a start or boundary event");
        }
        if (position == Position::end) {
            if (node.outgoing.empty()) return;
            wrong("W014", node.place, "終了イベントから線は出せません。", "no sequence flow may leave an end event");
        } else if (node.outgoing.empty()) {
            const bool gateway = position == Position::gateway;
            wrong(gateway ? "W007" : "W008", node.place,
                  std::string(gateway ? "ゲートウェイ" : "この要素") +
                      "から出る線がありません。終了イベントまでつないでください。",
                  std::string(gateway ? "this gateway" : "this element") +
                      " has no outgoing sequence flow; connect it to what follows or to an end event");
        }
    }

    void conditions(const Node& node) {
        const bool asks = node.type->tag == "exclusiveGateway";
        for (const std::size_t i : node.outgoing) {
            const Flow& flow = definition_.flows[i];
            if (!asks && flow.conditional) {
                wrong("W012", flow.place,
                      "条件は排他ゲートウェイから出る線にだけ書けます。ゲートウェイを置いてください。",
                      "a condition has an effect only behind an exclusive gateway; draw one");
            }
            if (!asks || node.outgoing.size() < 2 || flow.conditional || flow.id == node.defaultFlow) continue;
            wrong(
                "W011", flow.place,
                "排他ゲートウェイから出る線に条件がありません。FEEL の条件を書くか default にしてください。",
                "this flow leaves an exclusive gateway without a condition; write one in FEEL or make it the default");
        }
    }

    std::vector<std::size_t> next(std::size_t index, bool forward) const {
        const Node& node = definition_.nodes[index];
        std::vector<std::size_t> result;
        for (const std::size_t i : forward ? node.outgoing : node.incoming) {
            result.push_back(definition_.byId.at(forward ? definition_.flows[i].target : definition_.flows[i].source));
        }
        if (forward) result.insert(result.end(), node.boundaries.begin(), node.boundaries.end());
        if (!forward && !node.attachedTo.empty()) result.push_back(definition_.byId.at(node.attachedTo));
        return result;
    }

    std::vector<bool> spread(Position from, bool forward) const {
        std::vector<bool> reached(definition_.nodes.size(), false);
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < definition_.nodes.size(); ++i) {
            if (definition_.nodes[i].type->position == from) open.push_back(i);
        }
        while (!open.empty()) {
            const std::size_t index = open.back();
            open.pop_back();
            if (reached[index]) continue;
            reached[index] = true;
            for (const std::size_t other : next(index, forward)) open.push_back(other);
        }
        return reached;
    }

    void reach() {
        const std::vector<bool> fromStart = spread(Position::start, true);
        const std::vector<bool> toEnd = spread(Position::end, false);
        for (std::size_t i = 0; i < definition_.nodes.size(); ++i) {
            const Node& node = definition_.nodes[i];
            if (!fromStart[i]) {
                wrong("W009", node.place, "開始イベントからこの要素へ届く道がありません。つなぐか消してください。",
                      "this element cannot be reached from the start event; connect or remove it");
            } else if (!toEnd[i] && !node.outgoing.empty()) {
                wrong("W017", node.place, "この要素からは終了イベントへ着きません。輪から出る線を足してください。",
                      "no end event can be reached from this element; add a way out of the circle");
            }
        }
    }

    Definition& definition_;
    const std::set<std::string>& refused_;
    std::vector<Error>& mistakes_;
    bool broken_ = false;
};

}  // namespace

void connect(Definition& definition, const std::set<std::string>& refused, const Place& process,
             std::vector<Error>& mistakes) {
    Checker(definition, refused, mistakes).run(process);
}

const Node& Definition::start() const {
    return *std::find_if(nodes.begin(), nodes.end(),
                         [](const Node& node) { return node.type->position == Position::start; });
}

}  // namespace toitsu::workflows
