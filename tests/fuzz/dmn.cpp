// Any bytes as a DMN model: refused with a code, or read, checked and every decision evaluated – with a reason for a
// null of the whole, and never a crash or a hang.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rules/decision.h"
#include "rules/lint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace toitsu;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const rules::DecisionFindings findings = rules::lintDecisionText(text, "fuzz.dmn");
    const auto model = rules::DecisionModel::parse(text, "fuzz.dmn");
    if (!model) {
        if (model.error().code.empty() || findings.errors.empty()) std::abort();
        return 0;
    }
    Context inputs;
    for (const auto& input : model->inputs()) inputs.put(input.name, Value(3));
    for (const std::string& decision : model->decisions()) {
        std::vector<rules::ElementRun> elements;
        const auto result = model->evaluate(decision, inputs, &elements);
        if (!result && result.error().code.empty()) std::abort();
        if (result)
            for (const rules::Remark& remark : result->remarks)
                if (remark.message.en.empty() || remark.message.ja.empty()) std::abort();
    }
    return 0;
}
