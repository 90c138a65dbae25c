// Type references that lead nowhere.

#include "rules/lint_parts.h"

namespace toitsu::rules {

namespace {

void check(const FeelTypePtr& type, const DecisionModelData& model, const Place& place, DecisionFindings& findings,
           int depth = 0) {
    if (!type || depth > 50) return;
    if (type->kind == FeelType::Kind::named && !model.types.contains(type->name))
        mistake(findings, "R031",
                {"型「" + type->name + "」がありません。itemDefinition を足すか名前を直してください",
                 "there is no type \"" + type->name + "\"; add an itemDefinition or correct the name"},
                place);
    check(type->element, model, place, findings, depth + 1);
    for (const auto& [name, member] : type->members) check(member, model, place, findings, depth + 1);
}

}  // namespace

void lintTypes(const DecisionModelData& model, DecisionFindings& findings) {
    for (const auto& [name, type] : model.types) {
        const auto place = model.typePlaces.find(name);
        if (place != model.typePlaces.end()) check(type, model, place->second, findings);
    }
    for (const DrgElement& element : model.elements) {
        check(element.type, model, element.place, findings);
        if (!element.logic) continue;
        everyNode(*element.logic, [&](const Node& node) {
            for (const FeelTypePtr& type : node.types) check(type, model, placeOf(node, element.place), findings);
            if (node.table == nullptr) return;
            for (const DecisionTable::Input& input : node.table->inputs)
                check(input.type, model, input.place, findings);
            for (const DecisionTable::Output& output : node.table->outputs)
                check(output.type, model, output.place, findings);
        });
    }
}

}  // namespace toitsu::rules
