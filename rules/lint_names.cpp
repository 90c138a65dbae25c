// Names: what is read and not there, what is there and not read, what hides something else.

#include <algorithm>
#include <map>
#include <set>

#include "rules/builtins.h"
#include "rules/lint_parts.h"

namespace toitsu::rules {

namespace {

class Scope {
public:
    std::vector<FreeName> found;

    void visit(const Node& node) {
        switch (node.kind) {
            case NodeKind::name:
                if (!bound(node.text)) found.push_back({node.text, &node, filters_ > 0});
                return;
            case NodeKind::call:
                // A built-in function's name is no name that is read.
                for (std::size_t i = 0; i < node.children.size(); ++i) {
                    const Node& child = *node.children[i];
                    if (i == 0 && child.kind == NodeKind::name && findFamily(child.text) != nullptr) continue;
                    visit(child);
                }
                return;
            case NodeKind::filter:
                visit(*node.children[0]);
                ++filters_;
                within({"item"}, *node.children[1]);
                --filters_;
                return;
            case NodeKind::function:
                within(node.names, *node.children[0]);
                return;
            case NodeKind::loop:
            case NodeKind::some:
            case NodeKind::every:
            case NodeKind::context:
            case NodeKind::block:
                inOrder(node);
                return;
            case NodeKind::unaryTests:
            case NodeKind::unaryCompare:
                names_.emplace_back("?");
                for (const NodePtr& child : node.children) visit(*child);
                names_.pop_back();
                return;
            case NodeKind::table:
                table(*node.table);
                return;
            default:
                for (const NodePtr& child : node.children) visit(*child);
        }
    }

private:
    bool bound(const std::string& name) const {
        return name == "?" || std::find(names_.begin(), names_.end(), name) != names_.end();
    }
    void within(const std::vector<std::string>& names, const Node& node) {
        const std::size_t before = names_.size();
        names_.insert(names_.end(), names.begin(), names.end());
        visit(node);
        names_.resize(before);
    }
    // Each child may use the names of those before it.
    void inOrder(const Node& node) {
        const std::size_t before = names_.size();
        if (node.kind == NodeKind::loop) names_.emplace_back("partial");
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            // A function in a context may call itself.
            const bool itself = node.kind == NodeKind::context && node.children[i]->kind == NodeKind::function;
            if (itself && i < node.names.size()) names_.push_back(node.names[i]);
            visit(*node.children[i]);
            if (i < node.names.size()) names_.push_back(node.names[i]);
        }
        names_.resize(before);
    }
    void table(const DecisionTable& table) {
        for (const DecisionTable::Input& input : table.inputs) visit(*input.expression);
        for (const DecisionTable::Rule& rule : table.rules)
            for (const auto* cells : {&rule.tests, &rule.results})
                for (const NodePtr& cell : *cells) visit(*cell);
        for (const DecisionTable::Output& output : table.outputs)
            if (output.otherwise) visit(*output.otherwise);
    }

    std::vector<std::string> names_;
    int filters_ = 0;
};

std::string nameUnderWhichItIsSeen(const Reference& reference) {
    return reference.import.empty() ? reference.element->variable : reference.import;
}

void lintReads(const DrgElement& element, const DecisionModelData& model, DecisionFindings& findings) {
    const auto free = freeNames(*element.logic);
    std::map<std::string, const DrgElement*> given;
    for (const std::string& href : element.requirements)
        if (const Reference reference = resolve(model, href); reference.element != nullptr)
            given[nameUnderWhichItIsSeen(reference)] = reference.element;
    const bool seesAll = element.requirements.empty() && element.kind == DrgElement::Kind::decision;
    const auto isGiven = [&](const std::string& name) {
        if (given.contains(name) || findFamily(name) != nullptr) return true;
        if (seesAll || (element.kind == DrgElement::Kind::knowledge && name == element.variable)) return true;
        const std::size_t point = name.find('.');  // a path that only looks like a name
        return point != std::string::npos && given.contains(name.substr(0, point));
    };
    for (const FreeName& one : free)
        if (!one.underFilter && !isGiven(one.name))
            warn(findings, "R041",
                 {element.label().ja + "が読む「" + one.name +
                      "」を与えるものがありません。要求の矢印を足すか名前を直してください",
                  element.label().en + " reads \"" + one.name +
                      "\", which nothing gives; add a requirement or correct the name"},
                 placeOf(*one.node, element.place));
    for (const auto& entry : given) {
        const std::string& name = entry.first;
        const bool read = std::any_of(free.begin(), free.end(), [&](const FreeName& one) {
            return one.name == name || one.name.starts_with(name + ".");
        });
        if (!read)
            warn(findings, "R033",
                 {element.label().ja + "は「" + name + "」を要求していますが、読んでいません",
                  element.label().en + " requires \"" + name + "\" and does not read it"},
                 element.place);
    }
}

std::set<const DrgElement*> requiredElements(const DecisionModelData& model) {
    std::set<const DrgElement*> out;
    for (const DrgElement& element : model.elements)
        for (const auto* hrefs : {&element.requirements, &element.inputData, &element.inputDecisions,
                                  &element.outputDecisions, &element.encapsulatedDecisions})
            for (const std::string& href : *hrefs) out.insert(resolve(model, href).element);
    return out;
}

}  // namespace

std::vector<FreeName> freeNames(const Node& node) {
    Scope scope;
    scope.visit(node);
    return std::move(scope.found);
}

void lintNames(const DecisionModelData& model, DecisionFindings& findings) {
    const auto required = requiredElements(model);
    std::map<std::string, const DrgElement*> seen;
    const bool anyRequirement = std::any_of(model.elements.begin(), model.elements.end(),
                                            [](const DrgElement& e) { return !e.requirements.empty(); });
    for (const DrgElement& element : model.elements) {
        const auto [before, isNew] = seen.emplace(element.variable, &element);
        if (!isNew && !element.variable.empty())
            warn(findings, "R030",
                 {element.label().ja + "と" + before->second->label().ja + "が同じ名前です。別の名前にしてください",
                  element.label().en + " has the same name as " + before->second->label().en + "; rename one"},
                 element.place);
        if (findFamily(element.variable) != nullptr)
            warn(findings, "R030",
                 {element.label().ja + "は FEEL の組み込み関数と同じ名前です。別の名前にしてください",
                  element.label().en + " is named like a built-in function of FEEL; rename it"},
                 element.place);
        if (element.kind == DrgElement::Kind::input && anyRequirement && !required.contains(&element))
            warn(
                findings, "R032",
                {element.label().ja + "はどの判定にも使われていません", element.label().en + " is used by no decision"},
                element.place);
        if (element.kind == DrgElement::Kind::knowledge && !required.contains(&element))
            warn(findings, "R034",
                 {element.label().ja + "はどこからも使われていません", element.label().en + " is never used"},
                 element.place);
        if (element.logic) lintReads(element, model, findings);
    }
}

}  // namespace toitsu::rules
