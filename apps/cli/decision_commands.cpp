#include "apps/cli/internal/decision_commands.h"

namespace toitsu::cli {

void DecisionCommands::add(CommandBuilder& to) {
    addFeel(to);
    auto* decisions = to.group("decision", "判定（DMN）を作る", "making decisions (DMN)");
    addRunning(to, *decisions);
    addChecking(to, *decisions);
}

void DecisionCommands::addFeel(CommandBuilder& to) {
    auto* sub = to.command(to.app_, "feel", "FEEL の式を計算する。null ならその理由と場所を示す",
                           "evaluate a FEEL expression; for a null, say why and where",
                           [this, &to] { feel(feel_, to.terminal_); });
    sub->add_option("EXPRESSION", feel_.expression, to.say("式。@FILE でファイルから", "the expression, or @FILE"))
        ->required()
        ->type_name("");
    sub->add_option("--context", feel_.context,
                    to.say("名前の値。JSON か FEEL のコンテキスト、または @FILE",
                           "the names' values: JSON or a FEEL context, or @FILE"))
        ->type_name("JSON");
    sub->add_option("--unary", feel_.unary,
                    to.say("EXPRESSION を条件（単項テスト）とし、この値（JSON か FEEL）を調べる",
                           "take EXPRESSION for unary tests, and test this value (JSON or FEEL)"))
        ->type_name("VALUE");
    sub->add_flag("--json", feel_.json, to.say("値と理由を JSON で出す", "value and remarks as JSON"));
}

void DecisionCommands::addRunning(CommandBuilder& to, CLI::App& decisions) {
    auto* run = to.command(decisions, "run", "判定を実行し、結果を JSON で出す", "run a decision; the result as JSON",
                           [this, &to] { decisionRun(run_, to.terminal_); });
    auto* explain = to.command(decisions, "explain", "判定の理由を示す: 当てはまった行と、各セルの値",
                               "why a decision came out so: which rule fired, and every cell",
                               [this, &to] { decisionExplain(explain_, to.terminal_); });
    for (auto [sub, options] : {std::pair(run, &run_), std::pair(explain, &explain_)}) {
        sub->add_option("MODEL", options->model, "DMN 1.2–1.5 XML")->required()->type_name("");
        sub->add_option("--decision", options->decision,
                        to.say("判定の名前か id。省略時は最上位の判定すべて",
                               "name or id of the decision; default: all that no other decision requires"))
            ->type_name("NAME");
        sub->add_option("--input", options->input,
                        to.say("入力の JSON、または @FILE。日付は文字列で書く",
                               "inputs as JSON, or @FILE; dates are written as texts"))
            ->type_name("JSON");
    }
    explain->add_option("--format", explain_.format, to.say("出力の形: text か json", "text or json"))
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
}

void DecisionCommands::addChecking(CommandBuilder& to, CLI::App& decisions) {
    auto* test =
        to.command(decisions, "test", "判定のテスト（TCK の形式の XML）を実行する",
                   "run a decision's test cases (the TCK's XML)", [this, &to] { decisionTest(test_, to.terminal_); });
    test->add_option("PATH", test_.paths,
                     to.say("DMN のファイル（テストは同じフォルダーから探す）、テストのファイル、フォルダー",
                            "a DMN file (its tests lie beside it), files of tests, folders"))
        ->required()
        ->type_name("");
    test->footer(to.say("終了コード: 0 すべて合格、1 不合格がある", "exit code: 0 all passed, 1 some failed"));
    auto* lint = to.command(decisions, "lint", "判定の誤り、表の重なりと漏れを示す",
                            "show mistakes in decisions, overlaps and gaps of tables",
                            [this, &to] { decisionLint(lint_, to.terminal_); });
    lint->add_option("PATH", lint_.paths, to.say("DMN のファイルかフォルダー", "DMN files or folders"))
        ->required()
        ->type_name("");
    lint->add_option("--format", lint_.format,
                     to.say("出力の形: text、json、sarif（SARIF 2.1.0）", "text, json, or sarif (SARIF 2.1.0)"))
        ->check(CLI::IsMember({"text", "json", "sarif"}))
        ->capture_default_str();
}

}  // namespace toitsu::cli
