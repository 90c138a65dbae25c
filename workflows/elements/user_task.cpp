#include "workflows/elements/user_task.h"

#include "workflows/bpmn.h"

namespace toitsu::workflows {

namespace {

void read(const Reading& reading) {
    Node& node = reading.node;
    node.role = reading.own("role");
    node.form = reading.own("form");
    node.fourEyes = reading.own("four-eyes");
    node.assignee = reading.expression("assignee");
    const xml::Attribute* due = reading.element.attribute("due", flowNamespace);
    if (!due) return;
    auto rule = readDueRule(reading.element, *due);
    if (rule) {
        node.due = std::move(*rule);
    } else {
        reading.mistakes.push_back(std::move(rule.error()));
    }
}

}  // namespace

void openTask(Steps& steps, const Node& node, const Token& token) {
    Context detail = {{"task", steps.state().next}, {"token", token.id}};
    if (!node.role.empty()) detail.put("role", node.role);
    if (node.assignee) {
        const Value assignee = steps.evaluate(node.assignee, token.scope, token.id);
        if (assignee.string()) detail.put("assignee", assignee);
    }
    if (node.due) {
        // A deadline that cannot be told is no task without one.
        const auto due = steps.schedule(node.due, token.scope, token.id);
        if (!due) return steps.raise(node, token.id, due.error().code, due.error().message);
        detail.put("due", due->due);
    }
    steps.emit(Kind::taskCreated, node.id, std::move(detail));
}

ElementType userTask() {
    return {.tag = "userTask",
            .position = Position::activity,
            .attributes = {"role", "form", "assignee", "due", "four-eyes", "calendar", "until", "shift", "first-day"},
            .read = read,
            .enter = openTask};
}

}  // namespace toitsu::workflows
