#include "apps/cli/model_command.h"

#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "rules/decision.h"

namespace toitsu::cli {

void decisionRun(const DecisionRunOptions& options, Terminal& terminal) {
    const auto model = rules::DecisionModel::load(options.file);
    if (!model) return terminal.report(model.error());
    std::string text = options.inputs;
    std::string source = "JSON";
    if (text.starts_with("@")) {
        source = text.substr(1);
        auto content = files::read(source);
        if (!content) return terminal.report(content.error());
        text = *content;
    }
    const auto inputs = json::parse(text, source);
    if (!inputs) return terminal.report(inputs.error());
    const Context* context = inputs->context();
    if (context == nullptr)
        return terminal.report({ErrorKind::usage,
                                "C060",
                                {"判定の入力は {\"名前\": 値, …} の JSON で書いてください",
                                 "write the decision's inputs as a JSON object: {\"name\": value, …}"},
                                {}});
    const auto result = model->evaluate(options.decision, *context);
    if (!result) return terminal.report(result.error());
    List rows;
    for (const int row : result->matchedRules) rows.emplace_back(row);
    for (const rules::Remark& remark : result->remarks)
        terminal.err << "remark: " << remark.text(terminal.language) << "\n";
    terminal.out << json::writePretty(Context{{"value", result->value}, {"matched_rules", rows}}) << "\n";
}

}  // namespace toitsu::cli
