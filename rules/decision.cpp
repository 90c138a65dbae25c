#include "rules/decision.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "rules/decision_run.h"
#include "rules/declared_type.h"

namespace toitsu::rules {

namespace {

Result<ModelPtr> checked(Result<ModelPtr> model) {
    if (!model) return model;
    if (auto sound = checkRequirements(**model); !sound) return fail(sound.error());
    return model;
}

const DecisionTable* tableIn(const NodePtr& logic) {
    const Node* node = logic.get();
    while (node != nullptr && (node->kind == NodeKind::typed || node->kind == NodeKind::function))
        node = node->children[0].get();
    return node != nullptr ? node->table.get() : nullptr;
}

}  // namespace

Result<DecisionModel> DecisionModel::parse(std::string_view xml, const std::string& file) {
    const auto document = xml::parse(xml, file);
    if (!document) return fail(document.error());
    auto model = checked(readModel(*document, {}));
    if (!model) return fail(model.error());
    DecisionModel out;
    out.data_ = std::move(*model);
    return out;
}

Result<DecisionModel> DecisionModel::load(const std::string& path) {
    const auto document = xml::load(path);
    if (!document) return fail(document.error());
    const std::string folder = std::filesystem::path(path).parent_path().string();
    auto model = checked(readModel(*document, folder.empty() ? "." : folder));
    if (!model) return fail(model.error());
    DecisionModel out;
    out.data_ = std::move(*model);
    return out;
}

std::vector<std::string> DecisionModel::decisions() const {
    std::vector<std::string> out;
    if (data_ == nullptr) return out;
    for (const DrgElement& element : data_->elements)
        if (element.kind == DrgElement::Kind::decision) out.push_back(element.id);
    return out;
}

std::vector<std::string> DecisionModel::decisionNames() const {
    std::vector<std::string> out;
    if (data_ == nullptr) return out;
    for (const DrgElement& element : data_->elements)
        if (element.kind != DrgElement::Kind::input) out.push_back(element.name.empty() ? element.id : element.name);
    return out;
}

std::vector<std::string> DecisionModel::topDecisions() const {
    std::vector<std::string> out;
    if (data_ == nullptr) return out;
    std::set<const DrgElement*> required;
    for (const DrgElement& element : data_->elements)
        if (element.kind == DrgElement::Kind::decision)
            for (const std::string& href : element.requirements) required.insert(resolve(*data_, href).element);
    for (const DrgElement& element : data_->elements)
        if (element.kind == DrgElement::Kind::decision && !required.contains(&element))
            out.push_back(element.name.empty() ? element.id : element.name);
    return out;
}

std::vector<DecisionModel::Input> DecisionModel::inputs() const {
    std::vector<Input> out;
    if (data_ == nullptr) return out;
    for (const DrgElement& element : data_->elements)
        if (element.kind == DrgElement::Kind::input)
            out.push_back({element.name, element.type ? typeText(*element.type) : std::string()});
    return out;
}

Context DecisionModel::typed(const Context& inputs) const {
    Context out;
    if (data_ == nullptr) return inputs;
    for (const Context::Entry& entry : inputs.entries()) {
        const auto& [name, value] = entry;
        const auto input = std::find_if(data_->elements.begin(), data_->elements.end(), [&](const DrgElement& element) {
            return element.kind == DrgElement::Kind::input && element.type &&
                   (element.name == entry.first || element.variable == entry.first);
        });
        out.put(name, input == data_->elements.end() ? value : asDeclared(value, *input->type, data_->types));
    }
    return out;
}

Result<DecisionResult> DecisionModel::evaluate(std::string_view decision, const Context& inputs,
                                               std::vector<ElementRun>* elements) const {
    const DrgElement* element = data_ != nullptr ? data_->find(decision) : nullptr;
    if (element == nullptr || element->kind == DrgElement::Kind::input)
        return fail(ErrorKind::notFound, "R020",
                    {"判定「" + std::string(decision) + "」がありません。id か名前を確かめてください",
                     "there is no decision \"" + std::string(decision) + "\"; check its id or name"});
    DecisionResult out;
    Session session(&out.remarks);
    DecisionTrace trace;
    trace.elements = elements;
    trace.asked = tableIn(element->logic);
    session.trace = &trace;
    session.types = &data_->types;
    DecisionRun run(*data_, session, inputs);
    out.value = session.leaving(run.asked(*element), element->at);
    if (trace.violation) return fail(*trace.violation);
    out.matchedRules = std::move(trace.matchedRules);
    return out;
}

}  // namespace toitsu::rules
