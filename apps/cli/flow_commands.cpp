#include "apps/cli/internal/flow_commands.h"

namespace toitsu::cli {

void FlowCommands::add(CommandBuilder& to, CLI::App& flows) {
    auto* lint =
        to.command(flows, "lint", "BPMN の誤りと行き詰まりをすべて示す",
                   "show every mistake and dead end in BPMN files", [this, &to] { flowLint(lint_, to.terminal_); });
    lint->add_option("PATH", lint_.paths, to.say("BPMN 2.0 のファイルかフォルダー", "BPMN 2.0 files or folders"))
        ->required()
        ->type_name("");
    lint->add_option(
            "--format", lint_.format,
            to.say("出力の形: text、json、sarif（コードレビュー用）", "output: text, json, or sarif for code reviews"))
        ->check(CLI::IsMember({"text", "json", "sarif"}))
        ->capture_default_str();

    auto* diff = to.command(flows, "diff", "二つの業務フロー、またはフローと団体差分の違いを意味で示す",
                            "what two flows, or a flow and an overlay, differ in, in meaning",
                            [this, &to] { flowDiff(diff_, to.terminal_); });
    diff->add_option("BEFORE", diff_.before, to.say("前の BPMN ファイル", "the old BPMN file"))
        ->required()
        ->type_name("");
    diff->add_option("AFTER", diff_.after, to.say("後の BPMN ファイルか団体差分", "the new BPMN file, or an overlay"))
        ->required()
        ->type_name("");
    diff->add_option("--format", diff_.format, to.say("出力の形: text、json、html", "output: text, json or html"))
        ->check(CLI::IsMember({"text", "json", "html"}))
        ->capture_default_str();
    diff->footer(to.say("終了コード: 0 同じ、1 違いがある", "exit code: 0 the same, 1 different"));

    auto* overlay = flows.add_subcommand("overlay", to.say("団体差分", "a municipality's differences to a flow"))
                        ->group(to.say("コマンド", "Subcommands"));
    overlay->require_subcommand(1);
    auto* apply = to.command(*overlay, "apply", "フローに団体差分を当てた実際のフローを書く",
                             "write the flow that the overlay makes of its base",
                             [this, &to] { flowOverlayApply(overlay_, to.terminal_); });
    apply->add_option("BASE", overlay_.base, to.say("もとの BPMN ファイル", "the shared BPMN file"))
        ->required()
        ->type_name("");
    apply->add_option("OVERLAY", overlay_.overlay, to.say("団体差分の XML", "the overlay's XML"))
        ->required()
        ->type_name("");
    apply->add_option("--out,-o", overlay_.out, to.say("書き出すファイル", "file to write"))
        ->required()
        ->type_name("FILE");
}

}  // namespace toitsu::cli
