// Ways that nobody takes, conditions that nobody asks, languages that nobody runs here.

#include <algorithm>
#include <cctype>

#include "rules/expression.h"
#include "workflows/bpmn/checks/lint_rules.h"

namespace toitsu::workflows::bpmn {

namespace {

bool chooses(const Item& node) {
    return node.is("exclusiveGateway") || node.is("inclusiveGateway") || node.is("complexGateway");
}

bool saysFeel(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text.find("feel") != std::string::npos;
}

bool isExpression(std::string_view tag) {
    static constexpr std::string_view tags[] = {"conditionExpression", "condition",           "loopCondition",
                                                "completionCondition", "activationCondition", "loopCardinality"};
    return std::find(std::begin(tags), std::end(tags), tag) != std::end(tags);
}

}  // namespace

void lintConditions(const Model& model, Findings& findings) {
    for (const Item& node : model.items()) {
        if (!isFlowNode(node.tag())) continue;
        const std::string chosen = node.get("default");
        std::size_t conditional = 0;
        for (const Item* flow : node.outgoing) {
            const bool condition = flow->child("conditionExpression") != nullptr,
                       isDefault = flow->id == chosen && !chosen.empty();
            conditional += condition ? 1 : 0;
            if (chooses(node) && node.outgoing.size() > 1 && !condition && !isDefault && node.executable())
                findings.warning(
                    rule::noCondition, *flow->node,
                    called(*flow->node) + " に条件がありません。条件を書くか、既定の道（default）にしてください。",
                    called(*flow->node) + " has no condition; write one, or make it the default");
            if (condition && isDefault)
                findings.warning(rule::noEffect, *flow->node,
                                 called(*flow->node) + " は既定の道なので、条件は使われません。",
                                 called(*flow->node) + " is the default; its condition is not asked");
            if (condition && (node.is("parallelGateway") || isEvent(node.tag())))
                findings.warning(
                    rule::noEffect, *flow->node,
                    called(*flow->node) + " の条件は、" + called(*node.node) + " の先では使われません。",
                    "the condition of " + called(*flow->node) + " is not asked behind " + called(*node.node));
        }
        const bool all = conditional > 0 && conditional == node.outgoing.size() && chosen.empty();
        if (all && (chooses(node) || isActivity(node.tag())))
            findings.warning(
                rule::noDefault, *node.node,
                called(*node.node) +
                    " では、どの条件も成り立たないときの道がありません。既定の道（default）を決めてください。",
                called(*node.node) + " has no way when none of its conditions is true; name a default");
    }
}

void lintLanguages(const Model& model, Findings& findings) {
    const std::string whole = model.definitions().get("expressionLanguage");
    const bool other = model.executable() && !whole.empty() && !saysFeel(whole);
    if (other)
        findings.warning(rule::language, *model.definitions().node,
                         "式の言語 " + whole + " は実行できません。FEEL だけが使えます。",
                         "the expression language " + whole + " cannot be run; FEEL is the only one");
    for (const Item& item : model.items()) {
        if (!item.executable()) continue;
        const std::string language = item.get("language");
        if (!language.empty() && !saysFeel(language))
            findings.warning(rule::language, *item.node,
                             "式の言語 " + language + " は実行できません。FEEL で書いてください。",
                             "the language " + language + " cannot be run; write FEEL");
        const std::string format = item.get("scriptFormat");
        if (item.is("scriptTask") && !format.empty() && !saysFeel(format))
            findings.warning(
                rule::language, *item.node,
                called(*item.node) + " のスクリプト（" + format +
                    "）は実行できません。FEEL（text/feel）で書いてください。",
                "the script of " + called(*item.node) + " (" + format + ") cannot be run; write FEEL (text/feel)");
        std::string body = isExpression(item.tag()) ? text(*item.node) : "";
        if (!body.empty() && body.front() == '=') body.erase(0, 1);
        if (body.empty() || other || (!language.empty() && !saysFeel(language))) continue;
        if (const auto parsed = rules::Expression::parse(body); !parsed)
            findings.warning(
                rule::language, *item.node,
                called(*item.parent->node) + " の式は FEEL として読めません: " + parsed.error().message.ja,
                "the expression of " + called(*item.parent->node) + " is not FEEL: " + parsed.error().message.en);
    }
}

}  // namespace toitsu::workflows::bpmn
