// What a person does to a case that cannot go on, or that must go on differently.

#include <algorithm>

#include "workflows/elements/element.h"
#include "workflows/steps.h"

namespace toitsu::workflows {

void Steps::again(const OpenIncident& incident) {
    const Token* token = incident.token == 0 ? nullptr : state_.token(incident.token);
    const std::int64_t scope = token ? token->scope : 0;
    if (incident.stage == "wait") {
        const Node* event = find(scope, incident.element);
        if (event && event->type->position == Position::start) return subscribe(*event, 0, token ? token->hosted : 0);
        if (!event && token && token->hosted != 0) event = find(token->hosted, incident.element);
        if (event && token) return subscribe(*event, token->id, 0);
        return;
    }
    if (!token) return;
    const Node& node = *nodeOf(*token);
    if (node.type->position == Position::gateway) {
        visits_.clear();
        return node.type->enter(*this, node, *token);  // one that joins is asked by settle()
    }
    if (incident.stage == "leave") return leave(node, token->id);
    if (incident.stage == "turn") {
        const Scope* hosted = state_.scope(token->hosted);
        if (hosted && hosted->kind == Scope::Kind::multi) return afterTurn(hosted->id);
        return touch(token->hosted);
    }
    if (incident.stage == "begin") return begin(node, token->id);
    node.type->enter(*this, node, *token);
}

void Steps::migrate(const std::string& hash, std::shared_ptr<const Definition> to,
                    const std::map<std::string, std::string>& elements, const std::string& person) {
    // Events that the new flow does not have are no longer waited for.
    std::vector<std::int64_t> gone;
    for (const auto& [id, wait] : state_.waits) {
        const auto renamed = elements.find(wait.element);
        const Node* event = to->find(renamed == elements.end() ? wait.element : renamed->second);
        if (!event || static_cast<std::size_t>(wait.trigger) >= event->triggers.size()) gone.push_back(id);
    }
    for (const std::int64_t id : gone) {
        const Wait& wait = state_.waits.at(id);
        const bool timer = wait.kind == Wait::Kind::timer;
        emit(timer ? Kind::timerCancelled : Kind::waitCancelled, wait.element, {{timer ? "timer" : "wait", id}},
             person);
    }
    Context names;
    for (const auto& [from, name] : elements) names.put(from, name);
    emit(Kind::caseMigrated, "", {{"definition", hash}, {"elements", std::move(names)}}, person);
    definition_ = std::move(to);
    // Boundary events that the new flow has in addition begin to wait.
    std::vector<std::int64_t> tokens;
    for (const auto& [id, token] : state_.tokens) tokens.push_back(id);
    for (const std::int64_t id : tokens) {
        const Token* token = state_.token(id);
        const Node* node = token && token->index == 0 ? nodeOf(*token) : nullptr;
        if (!node || token->joins) continue;
        for (const std::size_t index : node->boundaries) {
            const Node& event = definition(token->scope).at(index);
            const bool waits = std::any_of(token->work.begin(), token->work.end(), [&](std::int64_t work) {
                const auto wait = state_.waits.find(work);
                return wait != state_.waits.end() && wait->second.element == event.id;
            });
            if (!waits) subscribe(event, id, 0);
            if (!alive(id)) break;
            token = state_.token(id);
        }
    }
}

namespace {

Error obstacle(const char* code, const std::string& element, std::string ja, std::string en) {
    return {ErrorKind::conflict, code, {"「" + element + "」: " + std::move(ja), element + ": " + std::move(en)}, {}};
}

}  // namespace

std::vector<Error> migrationObstacles(const Definition& from, const Definition& to, const State& state,
                                      const std::map<std::string, std::string>& elements) {
    std::vector<Error> obstacles;
    std::set<std::string> told;
    const auto renamed = [&](const std::string& element) {
        const auto found = elements.find(element);
        return found == elements.end() ? element : found->second;
    };
    const auto containerOf = [](const Definition& definition, const Node& node) {
        return node.parent == nowhere ? std::string() : definition.at(node.parent).id;
    };
    for (const auto& [old, name] : elements) {
        if (from.find(old) && to.find(name)) continue;
        obstacles.push_back(obstacle("W070", old, "対応表の要素がフローにありません。",
                                     "the mapping names an element that a flow does not have"));
    }
    for (const auto& [id, token] : state.tokens) {
        const Node* before = from.find(token.element);
        if (!before || !told.insert(token.element).second) continue;  // of a called process: it stays as it is
        const Node* after = to.find(renamed(token.element));
        if (!after) {
            obstacles.push_back(obstacle("W071", token.element,
                                         "新しいフローにこの要素がありません。対応表で移す先を示してください。",
                                         "the new flow has no such element; say in the mapping where it goes"));
        } else if (after->type != before->type) {
            obstacles.push_back(obstacle("W072", token.element, "新しいフローでは種類が違います。",
                                         "it is of another kind in the new flow"));
        } else if (renamed(containerOf(from, *before)) != containerOf(to, *after)) {
            obstacles.push_back(obstacle("W073", token.element, "新しいフローでは別のサブプロセスにあります。",
                                         "it stands in another sub-process in the new flow"));
        } else if (before->loop.has_value() != after->loop.has_value()) {
            obstacles.push_back(obstacle("W074", token.element, "繰り返しの有無が違います。",
                                         "one of the two is repeated and the other is not"));
        }
    }
    for (const auto& [joint, flows] : state.joints) {
        const Node* after = to.find(renamed(joint.second));
        if (!after) continue;
        for (const auto& entry : flows) {
            const std::string& flow = entry.first;  // a structured binding cannot be captured everywhere
            const bool there = std::any_of(after->incoming.begin(), after->incoming.end(),
                                           [&](std::size_t index) { return to.flows[index].id == flow; });
            if (!there) {
                obstacles.push_back(
                    obstacle("W075", joint.second, "合流で待つ線「" + flow + "」が新しいフローにありません。",
                             "the sequence flow " + flow + ", on which a token waits, is not in the new flow"));
            }
        }
    }
    return obstacles;
}

}  // namespace toitsu::workflows
