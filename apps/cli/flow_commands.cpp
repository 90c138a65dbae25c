#include "apps/cli/internal/flow_commands.h"

#include <iostream>

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
    addTrying(to, flows);
    addShell(to, flows);
}

void FlowCommands::addTrying(CommandBuilder& to, CLI::App& flows) {
    auto* test = to.command(flows, "test", "業務フローのテスト（与える・する・確かめる）を実行する",
                            "play a flow's tests: given, when, then", [this, &to] { flowTest(test_, to.terminal_); });
    test->add_option("PATH", test_.paths, to.say("テストの XML かフォルダー", "files of tests, or folders"))
        ->required()
        ->type_name("");
    test->add_option("--format", test_.format,
                     to.say("出力の形: text、json、junit（CI 用）", "output: text, json, or junit for build servers"))
        ->check(CLI::IsMember({"text", "json", "junit"}))
        ->capture_default_str();
    test->add_flag("--untouched", test_.untouched,
                   to.say("どのテストも通らない要素を示す", "name the elements that no test comes to"));
    auto* show =
        to.command(flows, "show", "業務フローを SVG に描く。案件の通った道も示せる",
                   "draw a flow as SVG, with a case's way through it", [this, &to] { flowShow(show_, to.terminal_); });
    show->add_option("FLOW", show_.flow, to.say("BPMN のファイル", "the BPMN file"))->required()->type_name("");
    show->add_option("--out,-o", show_.out,
                     to.say("書き出すファイル。省略時は標準出力", "file to write; default: output"))
        ->type_name("FILE");
    auto* data = show->add_option("--data", show_.data, to.say("案件のデータフォルダー", "the case's data folder"))
                     ->type_name("DIR");
    show->add_option("--case", show_.caseId,
                     to.say("この案件の通った道と今いる所", "the way of this case, and where it is"))
        ->needs(data)
        ->type_name("ID");
    show->add_option("--path", show_.path, to.say("通った要素の id。, で区切る", "ids of elements passed, with commas"))
        ->delimiter(',')
        ->type_name("a,b,c");
    show->add_option("--at", show_.at, to.say("今いる要素の id。, で区切る", "ids where it is now, with commas"))
        ->delimiter(',')
        ->type_name("a,b");
    auto* run =
        to.command(flows, "run", "業務フローを一件だけ動かしてみる（保存しない）",
                   "try one case of a flow; nothing is kept", [this, &to] { flowRun(run_, std::cin, to.terminal_); });
    run->add_option("FLOW", run_.flow, to.say("BPMN のファイル", "the BPMN file"))->required()->type_name("");
    run->add_option("--variables", run_.variables,
                    to.say("最初の変数の JSON か FEEL、または @FILE", "first variables, as JSON or FEEL, or @FILE"))
        ->type_name("JSON");
    run->add_option("--decisions", run_.decisions,
                    to.say("判定のフォルダーか DMN のファイル", "decisions: a folder or DMN file"))
        ->type_name("PATH");
    run->add_option("--overlay", run_.overlay, to.say("先に当てる団体差分", "an overlay, applied first"))
        ->type_name("FILE");
    run->add_option("--answers", run_.answers,
                    to.say("答えの JSON: 要素の id → 変数（繰り返しはリスト）",
                           "answers as JSON: element id to variables, a list for several times"))
        ->type_name("FILE");
    run->add_option("--now", run_.now, to.say("始まる日時。省略時は今", "when it begins; default: now"))
        ->type_name("TIME");
    run->add_option("--municipality", run_.municipality, to.say("団体コード", "the municipality's code"))
        ->capture_default_str()
        ->type_name("CODE");
    run->add_flag("--trace", run_.trace, to.say("出来事をすべて示す", "show every event"));
    auto* simulate = to.command(flows, "simulate", "作り物の案件で業務フローを動かし、待ち時間を見積もる",
                                "run synthetic cases through a flow and say how long they wait",
                                [this, &to] { flowSimulate(simulate_, to.terminal_); });
    simulate->add_option("FLOW", simulate_.flow, to.say("BPMN のファイル", "the BPMN file"))->required()->type_name("");
    simulate->add_option("--cases", simulate_.cases, to.say("案件の数", "how many cases"))
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    simulate
        ->add_option("--settings", simulate_.settings,
                     to.say("時間、結果の割合、人数の JSON", "durations, shares of outcomes and people, as JSON"))
        ->type_name("FILE");
    simulate->add_option("--people", simulate_.people, to.say("担当ごとの人数", "people by role"))
        ->type_name("ROLE=N,ROLE=N");
    simulate
        ->add_option(
            "--arrivals", simulate_.arrivals,
            to.say("開庁日ごとの件数。省略時は一度に届く", "cases in so many office days; default: all at once"))
        ->type_name("P1D:40");
    simulate->add_option("--seed", simulate_.seed, to.say("乱数の種", "seed"))->capture_default_str();
    simulate->add_option("--now", simulate_.now, to.say("始まる日時。省略時は今", "when it begins; default: now"))
        ->type_name("TIME");
    simulate->add_option("--municipality", simulate_.municipality, to.say("団体コード（暦）", "whose calendar"))
        ->capture_default_str()
        ->type_name("CODE");
    simulate->add_option("--format", simulate_.format, to.say("出力の形: text か json", "text or json"))
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    test->footer(to.say("終了コード: 0 すべて合格、1 不合格がある", "exit code: 0 all passed, 1 some failed"));
}

void FlowCommands::addShell(CommandBuilder& to, CLI::App& flows) {
    auto* shell = to.command(flows, "shell", "エンジンを JSON Lines で動かす(標準入出力)",
                             "drive the engine by JSON Lines on stdin and stdout", [this, &to] {
                                 shell_.wallClock = clock_ == "wall";
                                 flowShell(shell_, to.terminal_);
                             });
    shell
        ->add_option("--store", shell_.store,
                     to.say("保存先: memory、sqlite:ファイル、postgresql:…", "memory, sqlite:FILE or postgresql:…"))
        ->type_name("STORE")
        ->capture_default_str();
    shell
        ->add_option("--clock", clock_,
                     to.say("manual は advance で進める時計、wall は実際の時計",
                            "manual: moved by advance; wall: the machine's"))
        ->check(CLI::IsMember({"manual", "wall"}))
        ->capture_default_str();
    shell->add_option("--now", shell_.now, to.say("手で進める時計の始まり", "where a manual clock begins"))
        ->type_name("TIME");
    shell
        ->add_option("--municipality", shell_.municipality,
                     to.say("団体コード(要求に無いとき)", "municipality of requests that name none"))
        ->type_name("CODE")
        ->capture_default_str();
    to.addLibrary(shell, shell_.library);
    shell
        ->add_option("--decisions", shell_.decisions,
                     to.say("業務ルールに使う DMN ファイル", "DMN files for business rules"))
        ->type_name("FILE");
}

}  // namespace toitsu::cli
