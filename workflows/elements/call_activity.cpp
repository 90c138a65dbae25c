#include "workflows/elements/call_activity.h"

namespace toitsu::workflows {

namespace {

constexpr int deepest = 50;  // a process that calls itself without end would fill the case

void read(const Reading& reading) {
    const std::string called = reading.element.get("calledElement");
    const std::size_t colon = called.rfind(':');
    reading.node.called = colon == std::string::npos ? called : called.substr(colon + 1);
}

int depth(const State& state, std::int64_t scope) {
    int levels = 0;
    for (const Scope* at = state.scope(scope); at && at->id != 0; at = state.scope(at->parent)) ++levels;
    return levels;
}

void missing(Steps& steps, const Node& node, const Token& token) {
    steps.raise(node, token.id, "W049",
                {"呼び出す先「" + node.called + "」が登録されていません。登録してから再実行してください。",
                 "the called " + node.called + " is not deployed; deploy it, then retry"});
}

void enter(Steps& steps, const Node& node, const Token& token) {
    if (node.called.empty()) return steps.complete(node, token.id);  // calls nothing, does nothing
    if (depth(steps.state(), token.scope) >= deepest) {
        steps.raise(node, token.id, "W048",
                    {"呼び出しの入れ子が 50 段を超えました。自分を呼び続けるフローを直してください。",
                     "calls are more than 50 deep; correct the flow that keeps calling itself"});
        return;
    }
    const std::int64_t id = token.id;
    const Node* target = steps.definition(token.scope).find(node.called);
    std::string hash;
    std::shared_ptr<const Definition> other;  // kept until the scope names it
    if (!target || target->parent != nowhere) {
        const auto newest = steps.surroundings().newest(node.called);
        if (!newest || !*newest) return missing(steps, node, token);
        const auto found = steps.surroundings().definition(**newest);
        if (!found) return missing(steps, node, token);
        other = *found;
        hash = **newest;
        target = other->find(node.called);
        if (!target) return missing(steps, node, token);
    }
    Context given = node.inputs.empty() ? allVisible(steps.state(), token.scope, id) : steps.state().token(id)->locals;
    const std::int64_t scope = steps.openScope(*target, id, std::move(given), true, hash);
    const Node* called = steps.find(scope, node.called);
    if (called->type->position == Position::container) return steps.startScope(scope, *called);
    steps.arrive(scope, *called);  // a global task
}

}  // namespace

ElementType callActivity() {
    return {.tag = "callActivity", .position = Position::activity, .read = read, .enter = enter};
}

}  // namespace toitsu::workflows
