// Expressions of executable processes are formal: a language's text, marked as tFormalExpression. Natural language is
// for people and cannot be run.

#include <algorithm>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

bool isCondition(std::string_view tag) {
    return tag == "conditionExpression" || tag == "condition" || tag == "loopCondition" ||
           tag == "completionCondition" || tag == "activationCondition";
}

bool isExpression(const Item& item) {
    static constexpr std::string_view tags[] = {
        "loopCardinality", "timeDate",    "timeDuration", "timeCycle",       "from", "to",
        "transformation",  "messagePath", "dataPath",     "formalExpression"};
    return isCondition(item.tag()) || std::find(std::begin(tags), std::end(tags), item.tag()) != std::end(tags);
}

// The schemas give these the type of a formal expression, marked or not.
bool alwaysFormal(const Item& item) {
    const bool complex = item.is("condition") && item.parent->is("complexBehaviorDefinition");
    return complex || item.is("transformation") || item.is("messagePath") || item.is("dataPath") ||
           item.is("formalExpression");
}

bool isMarked(const Item& item) {
    return localPart(bpmn::get(*item.node, "type", instanceSpace)) == "tFormalExpression";
}

// A comparison is no natural language, although its author left out the mark.
bool isComparison(std::string_view text) {
    return text.find_first_of("<>=") != std::string_view::npos;
}

bool isNumberOrText(std::string_view text) {
    if (text.empty()) return false;
    const bool quoted = text.size() >= 2 && text.front() == text.back() &&
                        (text.front() == '"' || text.front() == '\'') &&
                        text.substr(1, text.size() - 2).find(text.front()) == std::string_view::npos;
    const std::size_t sign = text.front() == '-' || text.front() == '+' ? 1 : 0;
    const std::string_view digits = text.substr(sign);
    return quoted || (!digits.empty() && digits.find_first_not_of("0123456789.") == std::string_view::npos &&
                      digits.find_first_of("0123456789") != std::string_view::npos);
}

void check(const Model& model, const Item& item, Findings& findings) {
    const std::string body = text(*item.node);
    const bool executable = item.process != nullptr ? item.executable() : model.executable();
    if (executable && body.empty()) {
        findings.error(rule::formal, *item.node,
                       called(*item.parent->node) + " の " + item.tag() + " が空です。式を書いてください。",
                       item.tag() + " of " + called(*item.parent->node) + " is empty; write an expression");
        return;
    }
    if (executable && !alwaysFormal(item) && !isMarked(item) && !(isCondition(item.tag()) && isComparison(body)))
        findings.error(rule::formal, *item.node,
                       called(*item.parent->node) + " の " + item.tag() +
                           " は実行できる式ではありません。xsi:type=\"tFormalExpression\" を付けてください。",
                       item.tag() + " of " + called(*item.parent->node) +
                           " is no formal expression; write xsi:type=\"tFormalExpression\"");
    if (isCondition(item.tag()) && isNumberOrText(body))
        findings.error(
            rule::boolean, *item.node,
            called(*item.parent->node) + " の " + item.tag() + " は真偽の式でなければなりません（今は " + body + "）。",
            item.tag() + " of " + called(*item.parent->node) + " must be true or false, and is " + body);
    if (item.is("loopCardinality") && body.size() > 1 && body.front() == '-' && isNumberOrText(body))
        findings.error(rule::quantity, *item.node,
                       called(*item.parent->node) + " の繰り返し回数は 0 以上にしてください。",
                       "loopCardinality must not be negative");
}

// A single word calls a routine of the host and is no text in a language.
bool isWord(std::string_view text) {
    return text.find_first_of(" \t\r\n()=;,.\"'+*/<>{}[]") == std::string_view::npos;
}

void checkScript(const Item& item, Findings& findings) {
    const bool global = item.is("globalScriptTask");
    const Item* script = item.child("script");
    if (script == nullptr || item.has(global ? "scriptLanguage" : "scriptFormat")) return;
    const std::string body = text(*script->node);
    if (body.empty() || isWord(body)) return;
    findings.error(
        rule::scriptFormat, *item.node,
        called(*item.node) + " のスクリプトに " + (global ? "scriptLanguage" : "scriptFormat") +
            " がありません。補ってください。",
        "the script of " + called(*item.node) + " lacks its " + (global ? "scriptLanguage" : "scriptFormat"));
}

}  // namespace

void checkExpressions(const Model& model, Findings& findings) {
    for (const Item& item : model.items()) {
        if (item.parent != nullptr && isExpression(item)) check(model, item, findings);
        if (item.is("scriptTask") || item.is("globalScriptTask")) checkScript(item, findings);
    }
}

}  // namespace toitsu::workflows::bpmn
