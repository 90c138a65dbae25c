// What the declared types of inputs, decisions and parameters tell about expressions (R042).

#include <map>

#include "base/text.h"
#include "rules/lint_parts.h"
#include "rules/static_type.h"

namespace toitsu::rules {

namespace {

using Kind = FeelType::Kind;

class Declared {
public:
    explicit Declared(const DecisionModelData& model) : model_(model) {}

    void put(const std::string& name, const FeelTypePtr& type) {
        if (type) types_[name] = type;
    }
    // "who.age" through the components of item definitions.
    std::string typeOf(const std::string& path) const {
        const auto parts = text::split(path, '.');
        const auto found = types_.find(parts.front());
        const FeelType* type = found == types_.end() ? nullptr : resolved(found->second.get());
        for (std::size_t i = 1; type != nullptr && i < parts.size(); ++i) {
            // A path through a list stands for its elements.
            if (type->kind == Kind::list && type->element) type = resolved(type->element.get());
            type = type == nullptr ? nullptr : member(*type, parts[i]);
        }
        return type == nullptr || type->kind == Kind::any ? std::string() : std::string(feelTypeName(type->kind));
    }

private:
    const FeelType* resolved(const FeelType* type) const {
        for (int steps = 0; type != nullptr && steps < 50; ++steps) {
            if (type->kind == Kind::derived) {
                type = type->element.get();
            } else if (type->kind == Kind::named) {
                const auto found = model_.types.find(type->name);
                type = found == model_.types.end() ? nullptr : found->second.get();
            } else {
                return type;
            }
        }
        return nullptr;
    }
    const FeelType* member(const FeelType& type, const std::string& name) const {
        for (const auto& [own, memberType] : type.members)
            if (own == name) return resolved(memberType.get());
        return nullptr;
    }

    const DecisionModelData& model_;
    std::map<std::string, FeelTypePtr> types_;
};

class Doubts {
public:
    Doubts(const DrgElement& element, const DecisionModelData& model, DecisionFindings& findings)
        : element_(element), declared_(model), findings_(findings) {
        for (const std::string& href : element.requirements) {
            const Reference required = resolve(model, href);
            if (required.element == nullptr || !required.import.empty()) continue;
            const bool value = required.element->kind == DrgElement::Kind::input ||
                               required.element->kind == DrgElement::Kind::decision;
            if (value) declared_.put(required.element->variable, required.element->type);
        }
    }

    void visit(const Node& node) {
        if (node.kind == NodeKind::typed) return visit(*node.children[0]);
        if (node.kind == NodeKind::function) {
            for (std::size_t i = 0; i < node.names.size() && i < node.types.size(); ++i)
                declared_.put(node.names[i], node.types[i]);
            return visit(*node.children[0]);
        }
        if (node.kind != NodeKind::table) return tell(node);
        for (const DecisionTable::Input& input : node.table->inputs) tell(*input.expression);
        for (const DecisionTable::Rule& rule : node.table->rules)
            for (const NodePtr& result : rule.results) tell(*result);
    }

private:
    void tell(const Node& node) {
        const auto doubts = staticDoubts(
            node, [this](const std::string& path) { return declared_.typeOf(path); }, false);
        for (const Remark& doubt : doubts) {
            const Wording where = doubt.where.en.empty() ? element_.label() : doubt.where;
            const std::string column = std::to_string(doubt.column);
            warn(findings_, "R042",
                 {where.ja + ": " + column + " 文字目「" + doubt.piece + "」: " + doubt.message.ja,
                  where.en + ": character " + column + " `" + doubt.piece + "`: " + doubt.message.en},
                 doubt.place.line > 0 ? doubt.place : element_.place);
        }
    }

    const DrgElement& element_;
    Declared declared_;
    DecisionFindings& findings_;
};

}  // namespace

void lintDoubts(const DecisionModelData& model, DecisionFindings& findings) {
    for (const DrgElement& element : model.elements)
        if (element.logic) Doubts(element, model, findings).visit(*element.logic);
}

}  // namespace toitsu::rules
