#include "workflows/elements/script_task.h"

#include "base/text.h"
#include "workflows/elements/service_task.h"
#include "workflows/encoding.h"

namespace toitsu::workflows {

namespace {

bool isFeel(std::string format) {
    for (char& c : format) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return format.find("feel") != std::string::npos;
}

void read(const Reading& reading) {
    Node& node = reading.node;
    node.result = reading.own("result");
    node.operation = reading.own("operation");
    if (node.operation.empty()) node.operation = "script";
    const xml::Element* script = reading.element.child("script");
    if (!script) return;
    const std::string text = text::trim(script->text);
    if (!isFeel(reading.element.get("scriptFormat"))) {
        node.scriptText = text;
        return;
    }
    auto parsed = parseExpression(text, script->place, ExpressionLanguage::feel);
    if (parsed) {
        node.script = std::move(*parsed);
    } else {
        reading.mistakes.push_back(std::move(parsed.error()));
    }
}

void enter(Steps& steps, const Node& node, const Token& token) {
    if (!node.script) {
        if (node.scriptText.empty()) return steps.complete(node, token.id);
        return openJob(steps, node, token, node.operation);
    }
    Value value = steps.evaluate(node.script, token.scope, token.id);
    Context variables;
    if (!node.result.empty()) {
        variables.put(node.result, std::move(value));
    } else if (value.context()) {
        variables = *value.context();
    } else {
        steps.raise(node, token.id, "W047",
                    {"スクリプト「" + node.script.source +
                         "」の値の行き先がありません。flow:result を書くか、値をコンテキストにしてください。",
                     "the value of the script \"" + node.script.source +
                         "\" goes nowhere; write flow:result, or make it a context"});
        return;
    }
    if (const auto storable = checkStorable(variables); !storable) {
        steps.raise(node, token.id, storable.error().code, storable.error().message);
        return;
    }
    steps.emit(Kind::variablesSet, node.id, {{"token", token.id}, {"variables", std::move(variables)}});
    steps.complete(node, token.id);
}

}  // namespace

ElementType scriptTask() {
    return {.tag = "scriptTask",
            .position = Position::activity,
            .attributes = {"result", "operation"},
            .read = read,
            .enter = enter};
}

}  // namespace toitsu::workflows
