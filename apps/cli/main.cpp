// The command line: what can be asked, in the language of the person who asks. The only file that knows CLI11; what a
// command does stands in its own file.

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <functional>
#include <iostream>

#include "apps/cli/case_command.h"
#include "apps/cli/demo_command.h"
#include "apps/cli/form_command.h"
#include "apps/cli/intake_command.h"
#include "apps/cli/model_command.h"
#include "apps/cli/read_command.h"
#include "apps/cli/run_command.h"
#include "apps/cli/task_command.h"

namespace toitsu::cli {

namespace {

// Who sits here, unless --person says otherwise.
std::string loginName() {
    const char* name = std::getenv("USER");
    return name == nullptr ? "" : name;
}

class CommandLine {
public:
    explicit CommandLine(Terminal& terminal)
        : terminal_(terminal),
          app_(say("統一: 手書き帳票を読み取り、確認し、業務システムへ入力する",
                   "Toitsu: reads paper forms, has doubts verified, enters them into business systems"),
               "toitsu") {
        app_.get_formatter()->column_width(36);
        if (terminal.language == Language::ja) translate();
        app_.option_defaults()->group(say("オプション", "Options"));
        app_.set_help_flag("-h,--help", say("この説明を表示", "show this help"));
        app_.set_version_flag("--version", std::string("toitsu " TOITSU_VERSION), say("版を表示", "show the version"));
        app_.require_subcommand(1);
        app_.footer(
            say("終了コード: 0 正常、1 結果が正しくない、2 使い方、3 入力ファイル、4 ひな型、5 見つからない、6 拒否、7 "
                "競合、"
                "8 上限、9 応答なし、10 内部エラー",
                "exit codes: 0 done, 1 the result is not right, 2 usage, 3 input file, 4 template, 5 not found, "
                "6 refused, 7 conflict, 8 limit, 9 unavailable, 10 internal"));
        addRead();
        addForms();
        addIntake();
        addPages();
        addRun();
        addTasks();
        addCases();
        addModels();
        addDemo();
    }

    int parseAndRun(int count, char** words) {
        try {
            app_.parse(count, words);
        } catch (const CLI::ParseError& problem) {
            return explain(problem);
        }
        command_();
        return terminal_.exitStatus();
    }

private:
    std::string say(const char* ja, const char* en) const { return terminal_.language == Language::ja ? ja : en; }

    void translate() {
        for (const auto& [english, japanese] : {std::pair("Usage", "使い方"),
                                                {"Options", "オプション"},
                                                {"OPTIONS", "オプション"},
                                                {"Positionals", "引数"},

                                                {"SUBCOMMAND", "コマンド"},
                                                {"REQUIRED", "必須"},
                                                {"TEXT", "文字列"},
                                                {"FLOAT", "数"}})
            app_.get_formatter()->label(english, japanese);
    }

    // Help and version are no mistakes; for a mistake say which, and how to see what is right.
    int explain(const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0) return app_.exit(problem, terminal_.out, terminal_.err);
        terminal_.report({ErrorKind::usage,
                          "C000",
                          {std::string("コマンドの書き方が違います（") + problem.what() +
                               "）。toitsu <コマンド> --help で使い方を表示します",
                           std::string(problem.what()) + "; see toitsu <command> --help"},
                          {}});
        return terminal_.exitStatus();
    }

    CLI::App* command(CLI::App& parent, const char* name, const char* ja, const char* en,
                      std::function<void()> action) {
        CLI::App* sub = parent.add_subcommand(name, say(ja, en))->group(say("コマンド", "Subcommands"));
        sub->callback([this, action = std::move(action)] { command_ = action; });
        return sub;
    }
    CLI::App* group(const char* name, const char* ja, const char* en) {
        CLI::App* sub = app_.add_subcommand(name, say(ja, en))->group(say("コマンド", "Subcommands"));
        sub->require_subcommand(1);
        return sub;
    }
    void addLibrary(CLI::App* to, std::string& target) {
        to->add_option("--library", target,
                       say("ひな型集（forms/ のあるフォルダー）。省略時は添付のもの",
                           "library: a folder with forms/; default: the one that ships"))
            ->type_name("DIR");
    }
    void addWeights(CLI::App* to, std::string& target) {
        to->add_option("--weights", target, say("文字認識の重みのフォルダー", "folder with the recognisers' weights"))
            ->type_name("DIR");
    }
    void addData(CLI::App* to, std::string& target) {
        to->add_option("--data", target, say("データフォルダー", "data folder"))->type_name("DIR")->required();
    }
    void addFormat(CLI::App* to, std::string& target) {
        to->add_option("--format", target, say("出力の形: text か jsonl", "output: text or jsonl"))
            ->check(CLI::IsMember({"text", "jsonl"}))
            ->capture_default_str();
    }
    void addPerson(CLI::App* to, std::string& target) {
        target = loginName();
        auto* option = to->add_option("--person", target, say("担当者。記録に残る", "who you are; kept in the record"))
                           ->type_name("NAME");
        if (target.empty()) option->required();
    }

    void addRead() {
        auto* sub = command(app_, "read", "画像を読み取り、1 ページを 1 行の JSON で出す",
                            "read scans: one line of JSON per page", [this] { read(read_, terminal_); });
        addLibrary(sub, read_.library);
        addWeights(sub, read_.weights);
        addFormat(sub, read_.format);
        sub->add_option("--crops", read_.crops,
                        say("項目の切り出し画像を置くフォルダー", "folder for pictures of the fields"))
            ->type_name("DIR");
        sub->add_option("FILE", read_.files, say("PNG、JPEG、TIFF、PDF", "PNG, JPEG, TIFF, PDF"))
            ->required()
            ->type_name("");
    }

    void addForms() {
        auto* forms = group("form", "様式とレイアウトを作る", "making forms and layouts");
        auto* blank =
            command(*forms, "blank", "レイアウトから白紙の帳票を描く（PDF と 300 dpi の PNG）",
                    "draw a layout's blank page (PDF and 300 dpi PNG)", [this] { formBlank(blank_, terminal_); });
        blank->add_option("LAYOUT", blank_.layout, say("レイアウトのファイル", "layout file"))
            ->required()
            ->type_name("");
        blank->add_option("--out", blank_.out, say("出力先のフォルダー", "folder to write to"))
            ->type_name("DIR")
            ->capture_default_str();
        blank->add_option("--dpi", blank_.dpi, say("PNG の解像度", "resolution of the PNG"))
            ->check(CLI::Range(50.0, 1200.0))
            ->capture_default_str();
        auto* lint = command(*forms, "lint", "様式とレイアウトの誤りをすべて示す",
                             "show every mistake in forms and layouts", [this] { formLint(formLint_, terminal_); });
        lint->add_option("PATH", formLint_.paths, say("ファイルまたはフォルダー", "files or folders"))
            ->required()
            ->type_name("");
    }

    void addIntake() {
        auto* sub = command(app_, "intake", "画像を取り込み、案件を始める", "take scans in and start their cases",
                            [this] { intake(intake_, terminal_); });
        addLibrary(sub, intake_.library);
        addWeights(sub, intake_.weights);
        addData(sub, intake_.data);
        sub->add_option("--process", intake_.process, say("始めるフローの id", "id of the flow to start"))
            ->capture_default_str()
            ->type_name("ID");
        sub->add_option("FILE", intake_.files, say("PNG、JPEG、TIFF、PDF", "PNG, JPEG, TIFF, PDF"))
            ->required()
            ->type_name("");
    }

    void addPages() {
        auto* pages = group("page", "案件にならなかった画像を扱う", "pages that did not become a case");
        auto* list = command(*pages, "list", "担当者を待つ画像の一覧", "list the pages that wait for a person",
                             [this] { pageList(page_, terminal_); });
        list->add_flag("--all", page_.all, say("案件になったものも示す", "also those in a case or set aside"));
        addFormat(list, page_.format);
        auto* show = command(*pages, "show", "1 枚の状態と理由", "one page: its state and reason",
                             [this] { pageShow(page_, terminal_); });
        auto* assign = command(*pages, "assign", "レイアウトを決めて読み直す", "name the layout and read again",
                               [this] { pageAssign(page_, terminal_); });
        assign->add_option("--layout", page_.layout, say("レイアウトの id", "id of the layout"))
            ->required()
            ->type_name("ID");
        addLibrary(assign, page_.library);
        addWeights(assign, page_.weights);
        assign->add_option("--process", page_.process, say("始めるフローの id", "id of the flow to start"))
            ->capture_default_str()
            ->type_name("ID");
        auto* dismiss =
            command(*pages, "dismiss", "理由を残して対象外にする（原本は残る）",
                    "set aside with a reason; the original is kept", [this] { pageDismiss(page_, terminal_); });
        dismiss->add_option("--reason", page_.note, say("理由", "reason"))->required();
        for (CLI::App* sub : {list, show, assign, dismiss}) addData(sub, page_.data);
        for (CLI::App* sub : {show, assign, dismiss})
            sub->add_option("PAGE", page_.page, say("画像の番号", "id of the page"))->required()->type_name("");
        for (CLI::App* sub : {assign, dismiss}) addPerson(sub, page_.person);
    }

    void addRun() {
        auto* sub = command(app_, "run", "機械の仕事を進める（業務システムへの入力、タイマー、保存）",
                            "do the machine's work: backends, timers, archive", [this] { run(run_, terminal_); });
        addLibrary(sub, run_.library);
        addData(sub, run_.data);
        sub->add_flag("--until-idle", run_.untilIdle,
                      say("人を待つものだけになったら終わる", "end when only people are waited for"));
        sub->add_option("--for", run_.atMostSeconds, say("長くてもこの秒数で終わる", "end after so many seconds"))
            ->type_name("SECONDS");
        sub->add_option(
               "--lease", run_.leaseSeconds,
               say("実行者が倒れた仕事を他が引き継ぐまでの秒数", "seconds until a dead runner's job is taken over"))
            ->check(CLI::Range(0.1, 86400.0))
            ->capture_default_str()
            ->type_name("SECONDS");
        sub->add_option("--now", run_.now, say("時計の代わりに使う時刻", "take this instant for the clock"))
            ->type_name("ISO8601");
        sub->add_option("--endpoint", run_.endpoints,
                        say("接続先を変える（フォルダーまたはデータベース）", "reach a backend elsewhere"))
            ->type_name("BINDING=WHERE")
            ->allow_extra_args(false);
    }

    void addTasks() {
        auto* tasks = group("task", "担当者の確認作業", "a person's work: verification");
        auto* list = command(*tasks, "list", "待っている作業の一覧", "list what waits for a person",
                             [this] { taskList(task_, terminal_); });
        list->add_option("--municipality", task_.municipality, say("団体コード", "municipality code"))
            ->type_name("CODE");
        auto* show = command(*tasks, "show", "要確認の項目、候補、理由、切り出し画像",
                             "doubtful fields, candidates, reasons, pictures", [this] { taskShow(task_, terminal_); });
        auto* answer =
            command(*tasks, "answer", "項目に答え、疑いがなくなれば完了する",
                    "answer fields; completes when no doubt is left", [this] { taskAnswer(task_, terminal_); });
        answer->add_option("--set", task_.set, say("項目の値（空は「項目=」）", "a field's value; empty: FIELD="))
            ->type_name("FIELD=VALUE")
            ->allow_extra_args(false);
        answer
            ->add_option(
                "--from", task_.from,
                say("要確認の項目の値をこのファイルから取る", "take the doubtful fields' values from this file"))
            ->type_name("JSON");
        answer->add_flag("--accept", task_.accept,
                         say("ほかの項目は読み取ったとおりでよい", "the other fields are right as read"));
        addPerson(answer, task_.person);
        for (CLI::App* sub : {list, show}) addFormat(sub, task_.format);
        for (CLI::App* sub : {list, show, answer}) addData(sub, task_.data);
        for (CLI::App* sub : {show, answer}) {
            addLibrary(sub, task_.library);
            sub->add_option("TASK", task_.task, say("作業の番号", "id of the task"))->required()->type_name("");
        }
    }

    void addCases() {
        auto* cases = group("case", "案件", "cases");
        auto* list = command(*cases, "list", "案件の一覧", "list cases", [this] { caseList(case_, terminal_); });
        auto* show = command(*cases, "show", "経路、履歴、受付番号", "path, history, receipt",
                             [this] { caseShow(case_, terminal_); });
        auto* incidents = group("incident", "障害で止まった案件", "cases that stand still");
        auto* incidentsList =
            command(*incidents, "list", "障害の一覧", "list incidents", [this] { incidentList(case_, terminal_); });
        auto* retry = command(*incidents, "retry", "直した後にもう一度試す", "try again after mending",
                              [this] { incidentRetry(case_, terminal_); });
        for (CLI::App* sub : {list, show, incidentsList}) addFormat(sub, case_.format);
        for (CLI::App* sub : {list, show, incidentsList, retry}) {
            addData(sub, case_.data);
            addLibrary(sub, case_.library);
        }
        show->add_option("CASE", case_.id, say("案件の番号", "id of the case"))->required()->type_name("");
        retry->add_option("INCIDENT", case_.id, say("障害の番号", "id of the incident"))->required()->type_name("");
        addPerson(retry, case_.person);
    }

    void addModels() {
        auto* flows = group("flow", "業務フローを作る", "making flows");
        auto* lint = command(*flows, "lint", "BPMN の誤りを示す", "show the mistakes in BPMN files",
                             [this] { flowLint(flowLint_, terminal_); });
        lint->add_option("FILE", flowLint_.files, "BPMN 2.0 XML")->required()->type_name("");
        auto* decisions = group("decision", "判定表を作る", "making decisions");
        auto* run =
            command(*decisions, "run", "判定表を試す", "try a decision", [this] { decisionRun(decision_, terminal_); });
        run->add_option("FILE", decision_.file, "DMN 1.5 XML")->required()->type_name("");
        run->add_option("DECISION", decision_.decision, say("判定の id か名前", "id or name of the decision"))
            ->required()
            ->type_name("");
        run->add_option("JSON", decision_.inputs, say("入力の JSON、または @ファイル", "inputs as JSON, or @file"))
            ->required()
            ->type_name("");
    }

    void addDemo() {
        auto* sub = command(app_, "demo", "添付の見本で最初から最後まで実演する",
                            "the whole way over the shipped samples", [this] { demo(demo_, terminal_); });
        addLibrary(sub, demo_.library);
        addWeights(sub, demo_.weights);
        sub->add_option("--out", demo_.out, say("結果を置くフォルダー", "folder for the results"))
            ->required()
            ->type_name("DIR");
    }

    Terminal& terminal_;
    CLI::App app_;
    std::function<void()> command_;
    ReadOptions read_;
    BlankOptions blank_;
    FormLintOptions formLint_;
    IntakeOptions intake_;
    PageOptions page_;
    RunOptions run_;
    TaskOptions task_;
    CaseOptions case_;
    FlowLintOptions flowLint_;
    DecisionRunOptions decision_;
    DemoOptions demo_;
};

}  // namespace

}  // namespace toitsu::cli

int main(int count, char** words) {
    std::ios::sync_with_stdio(false);
    toitsu::cli::Terminal terminal(std::cout, std::cerr, toitsu::userLanguage());
    return toitsu::cli::CommandLine(terminal).parseAndRun(count, words);
}
