#include "rules/decision.h"

#include <filesystem>

#include "rules/decision_run.h"

namespace toitsu::rules {

namespace {

Result<ModelPtr> checked(Result<ModelPtr> model) {
    if (!model) return model;
    if (auto sound = checkRequirements(**model); !sound) return fail(sound.error());
    return model;
}

const DecisionTable* tableIn(const NodePtr& logic) {
    const Node* node = logic.get();
    while (node != nullptr && node->kind == NodeKind::typed) node = node->children[0].get();
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

Result<DecisionResult> DecisionModel::evaluate(std::string_view decision, const Context& inputs) const {
    const DrgElement* element = data_ != nullptr ? data_->find(decision) : nullptr;
    if (element == nullptr || element->kind == DrgElement::Kind::input)
        return fail(ErrorKind::notFound, "R020",
                    {"判定「" + std::string(decision) + "」がありません。id か名前を確かめてください",
                     "there is no decision \"" + std::string(decision) + "\"; check its id or name"});
    DecisionResult out;
    Session session(&out.remarks);
    TableTrace trace;
    trace.asked = tableIn(element->logic);
    session.trace = &trace;
    session.types = &data_->types;
    DecisionRun run(*data_, session, inputs);
    out.value = session.leaving(run.asked(*element));
    if (trace.violation) return fail(*trace.violation);
    out.matchedRules = std::move(trace.matchedRules);
    return out;
}

}  // namespace toitsu::rules
