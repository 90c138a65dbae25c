#include "workflows/elements/manual_task.h"

#include "workflows/elements/user_task.h"

namespace toitsu::workflows {

namespace {

void enter(Steps& steps, const Node& node, const Token& token) {
    if (node.role.empty() && node.form.empty()) return steps.complete(node, token.id);
    openTask(steps, node, token);
}

ElementType passing(std::string_view tag) {
    ElementType type = userTask();
    type.tag = tag;
    type.enter = enter;
    return type;
}

}  // namespace

ElementType manualTask() {
    return passing("manualTask");
}

ElementType abstractTask() {
    return passing("task");
}

}  // namespace toitsu::workflows
