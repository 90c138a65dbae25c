#pragma once

// DMN 1.5 decisions: decision tables (all hit policies) and literal expressions, with their requirements.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "rules/expression.h"
#include "rules/trace.h"

namespace toitsu::rules {

struct DecisionResult {
    Value value;
    std::vector<int> matchedRules;  // 1-based rows of the asked decision's table, in order
    std::vector<Remark> remarks;
};

// One DMN file. Immutable after loading.
class DecisionModel {
public:
    // R010… with file:line:col. `file` is used for places only.
    static Result<DecisionModel> parse(std::string_view xml, const std::string& file);
    static Result<DecisionModel> load(const std::string& path);

    std::vector<std::string> decisions() const;      // ids
    std::vector<std::string> decisionNames() const;  // their names, and those of knowledge models and services
    // Names of the decisions that no other decision of the file requires: what the model is for.
    std::vector<std::string> topDecisions() const;
    struct Input {
        std::string name;
        std::string type;  // as declared, "" when it is not
    };
    std::vector<Input> inputs() const;
    // The inputs as their types want them: JSON has no dates, so a text becomes the date that it is.
    Context typed(const Context& inputs) const;
    // By id or name. R020 no such decision; R021 hit policy violated (UNIQUE with two rows, ANY with different
    // outputs).
    // `trace`, when given, gets every input, decision and service in the order in which they were evaluated.
    Result<DecisionResult> evaluate(std::string_view decision, const Context& inputs,
                                    std::vector<ElementRun>* trace = nullptr) const;

private:
    std::shared_ptr<const struct DecisionModelData> data_;
};

}  // namespace toitsu::rules
