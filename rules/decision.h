#pragma once

// DMN 1.5 decisions: decision tables (all hit policies) and literal expressions, with their requirements.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "rules/expression.h"

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

    std::vector<std::string> decisions() const;  // ids
    // By id or name. R020 no such decision; R021 hit policy violated (UNIQUE with two rows, ANY with different
    // outputs).
    Result<DecisionResult> evaluate(std::string_view decision, const Context& inputs) const;

private:
    std::shared_ptr<const struct DecisionModelData> data_;
};

}  // namespace toitsu::rules
