#pragma once

// One evaluation of a model: what a decision requires is evaluated first, once, and it sees nothing else.

#include <map>

#include "rules/decision_model.h"

namespace toitsu::rules {

// R018 a requirement leads nowhere, R019 decisions that require each other in a circle.
Result<void> checkRequirements(const DecisionModelData& model);

class DecisionRun {
public:
    DecisionRun(const DecisionModelData& model, Session& session, const Context& inputs)
        : model_(model), session_(session), inputs_(inputs) {}

    // A decision's value; a knowledge model or service is called with the inputs that have its parameters' names.
    Value asked(const DrgElement& element);

private:
    using Done = std::map<const DrgElement*, Value>;

    Value valueOf(const Reference& reference);
    Value decision(const DrgElement& element, const DecisionModelData& model);
    Value knowledge(const DrgElement& element, const DecisionModelData& model);
    Value service(const DrgElement& element, const DecisionModelData& model);
    Value served(const DrgElement& element, const DecisionModelData& model, const Frame& arguments);
    Value input(const DrgElement& element, const std::string& import);
    void trace(const DrgElement& element, const char* kind, const Value& value, std::vector<TableRun> tables);
    std::shared_ptr<Frame> frameFor(const DrgElement& element, const DecisionModelData& model);

    const DecisionModelData& model_;
    Session& session_;
    const Context& inputs_;
    Done done_;
};

}  // namespace toitsu::rules
