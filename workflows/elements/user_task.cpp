#include "workflows/elements/user_task.h"

#include "base/text.h"
#include "workflows/bpmn.h"

namespace toitsu::workflows {

namespace {

void read(const xml::Element& element, Node& node, std::vector<Error>&) {
    if (const std::string* role = element.find("role", flowNamespace)) node.role = text::trim(*role);
    if (const std::string* form = element.find("form", flowNamespace)) node.form = text::trim(*form);
}

void enter(Steps& steps, const Node& node, const Token& token) {
    steps.emit(kinds::taskCreated, node.id, {{"task", steps.state().next}, {"token", token.id}});
}

}  // namespace

ElementType userTask() {
    return {.tag = "userTask",
            .trigger = "",
            .position = Position::activity,
            .attributes = {"role", "form"},
            .read = read,
            .enter = enter};
}

}  // namespace toitsu::workflows
