#include "apps/cli/decision_command.h"

#include <algorithm>

#include "apps/cli/decision_report.h"
#include "apps/cli/feel_command.h"
#include "apps/cli/value_argument.h"
#include "base/json.h"
#include "forms/findings.h"
#include "rules/decision.h"

namespace toitsu::cli {

namespace {

struct Asked {
    rules::DecisionModel model;
    std::vector<std::string> decisions;
    Context inputs;
};

std::vector<std::string> inputNames(const rules::DecisionModel& model) {
    std::vector<std::string> names;
    for (const auto& input : model.inputs()) names.push_back(input.name);
    return names;
}

// Names in --input that the model does not know: most often a slip.
void tellUnknownInputs(const Asked& asked, Terminal& terminal) {
    using forms::operator+;
    const auto names = inputNames(asked.model);
    if (names.empty()) return;
    for (const auto& [name, value] : asked.inputs.entries()) {
        if (std::find(names.begin(), names.end(), name) != names.end()) continue;
        const std::string shown = forms::shown(name);
        const Wording words =
            Wording{"入力「" + shown + "」はこのモデルにありません。", "the model has no input \"" + shown + "\"."} +
            forms::suggestion(name, names);
        terminal.warn(Error{ErrorKind::usage, "C062", words, {}});
    }
}

// Inputs that were wanted and not given: they are null, which a table may well want.
void tellMissingInputs(const std::vector<rules::ElementRun>& elements, const Context& given, Terminal& terminal) {
    for (const rules::ElementRun& element : elements) {
        if (element.kind != "input" || given.find(element.name) != nullptr || !element.value.isNull()) continue;
        terminal.warn(Error{ErrorKind::usage,
                            "C064",
                            {"入力「" + element.name + "」が --input にありません。null として計算しました",
                             "the input \"" + element.name + "\" is not in --input and was taken for null"},
                            {}});
    }
}

std::optional<Asked> asked(const DecisionOptions& options, Terminal& terminal) {
    auto model = rules::DecisionModel::load(options.model);
    if (!model) return terminal.report(model.error()), std::nullopt;
    const auto inputs = contextArgument(options.input, "--input");
    if (!inputs) return terminal.report(inputs.error()), std::nullopt;
    Asked out{std::move(*model), {}, {}};
    out.inputs = out.model.typed(*inputs);
    out.decisions = options.decision.empty() ? out.model.topDecisions() : std::vector{options.decision};
    if (out.decisions.empty()) {
        terminal.report({ErrorKind::notFound,
                         "R020",
                         {"このモデルに判定がありません", "the model has no decision"},
                         Place{options.model, 0, 0, 0}});
        return std::nullopt;
    }
    tellUnknownInputs(out, terminal);
    return out;
}

// R020 says which decisions there are.
Error withDecisions(Error error, const rules::DecisionModel& model, const std::string& wanted) {
    using forms::operator+;
    if (error.code == "R020")
        error.message =
            Wording{error.message.ja + "。", error.message.en + "."} + forms::suggestion(wanted, model.decisionNames());
    return error;
}

}  // namespace

void decisionRun(const DecisionOptions& options, Terminal& terminal) {
    const auto what = asked(options, terminal);
    if (!what) return;
    Context values;
    std::vector<rules::Remark> remarks;
    std::vector<rules::ElementRun> elements;
    for (const std::string& decision : what->decisions) {
        const auto result = what->model.evaluate(decision, what->inputs, &elements);
        if (!result) return terminal.report(withDecisions(result.error(), what->model, decision));
        values.put(decision, result->value);
        remarks.insert(remarks.end(), result->remarks.begin(), result->remarks.end());
    }
    const bool one = what->decisions.size() == 1;
    terminal.out << json::writePretty(one ? values.entries().front().second : Value(values)) << '\n';
    tellMissingInputs(elements, what->inputs, terminal);
    for (const rules::Remark& remark : remarks) showRemark(remark, {}, terminal);
}

void decisionExplain(const DecisionOptions& options, Terminal& terminal) {
    const auto what = asked(options, terminal);
    if (!what) return;
    List all;
    for (const std::string& decision : what->decisions) {
        std::vector<rules::ElementRun> elements;
        const auto result = what->model.evaluate(decision, what->inputs, &elements);
        // A violated hit policy is what one wants explained most.
        if (options.format == "json") {
            all.push_back(explanationJson(decision, elements, result, terminal));
        } else {
            explain(elements, terminal);
            if (result)
                for (const rules::Remark& remark : result->remarks) showRemark(remark, {}, terminal);
        }
        if (!result) terminal.report(withDecisions(result.error(), what->model, decision));
    }
    if (options.format == "json") terminal.out << json::writePretty(Value(all)) << '\n';
}

}  // namespace toitsu::cli
