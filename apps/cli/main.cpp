// The command line: what can be asked, in the language of the person who asks. Only this file and internal/ know CLI11;
// what a command does stands in its own file.

#include <iostream>

#include "apps/cli/case_command.h"
#include "apps/cli/demo_command.h"
#include "apps/cli/draft_command.h"
#include "apps/cli/form_command.h"
#include "apps/cli/form_fmt_command.h"
#include "apps/cli/internal/author_commands.h"
#include "apps/cli/internal/command_builder.h"
#include "apps/cli/internal/command_pages.h"
#include "apps/cli/internal/data_commands.h"
#include "apps/cli/internal/decision_commands.h"
#include "apps/cli/internal/flow_commands.h"
#include "apps/cli/internal/record_commands.h"
#include "apps/cli/internal/scan_commands.h"
#include "apps/cli/internal/server_commands.h"
#include "apps/cli/internal/unify_commands.h"
#include "apps/cli/internal/usage_mistake.h"
#include "apps/cli/quality_command.h"
#include "apps/cli/read_command.h"
#include "apps/cli/run_command.h"
#include "apps/cli/task_command.h"
#include "ocr/formats/format.h"
#include "ocr/page.h"

namespace toitsu::cli {

namespace {

class CommandLine : private CommandBuilder {
public:
    explicit CommandLine(Terminal& terminal)
        : CommandBuilder(terminal, "統一: 手書き帳票を読み取り、確認し、業務システムへ入力する",
                         "Toitsu: reads paper forms, has doubts verified, enters them into business systems") {
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
        addQuality();
        addForms();
        records_.add(*this);
        comparing_.addUnify(*this);
        scans_.add(*this);
        addRun();
        addTasks();
        addCases();
        addModels();
        server_.add(*this);
        data_.add(*this);
        addDemo();
        addPages();
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
        const Wording mistake = usageMistake(app_, problem);
        // The command as far as it was understood.
        std::string asked = "toitsu";
        for (const CLI::App* at = &app_; !at->get_subcommands().empty();) {
            at = at->get_subcommands().front();
            asked += " " + at->get_name();
        }
        terminal_.report(
            {ErrorKind::usage,
             "C000",
             {mistake.ja + "。" + asked + " --help で使い方を表示します", mistake.en + "; see " + asked + " --help"},
             {}});
        return terminal_.exitStatus();
    }

    void addRead() {
        auto* sub = command(app_, "read", "画像を読み取る（JSON、CSV、hOCR、ALTO、PAGE-XML、PDF/A で出す）",
                            "read scans: JSON, CSV, hOCR, ALTO, PAGE-XML, searchable PDF/A",
                            [this] { read(read_, terminal_); });
        addLibrary(sub, read_.library);
        addWeights(sub, read_.weights);
        addLineModel(sub, read_.lineModel);
        std::vector<std::string> names{"jsonl", "text"};
        for (const ocr::OutputFormat& format : ocr::outputFormats()) names.emplace_back(format.name);
        sub->add_option("--format", read_.format, say("出力の形", "output format"))
            ->check(CLI::IsMember(names))
            ->capture_default_str();
        sub->add_option("--out", read_.out,
                        say("出力先のファイルかフォルダー。hocr、alto、page-xml、pdf には必要",
                            "file or folder to write to; needed for hocr, alto, page-xml, pdf"))
            ->type_name("PATH");
        sub->add_option("--jobs", read_.jobs,
                        say("並べて読むページ数。0 はコア数 - 1", "pages read side by side; 0: all cores but one"))
            ->check(CLI::Range(0, 256))
            ->capture_default_str()
            ->type_name("N");
        sub->add_option("--rows", read_.rows, say("CSV の行: pages か fields", "csv: a row per page or per field"))
            ->check(CLI::IsMember({"pages", "fields"}))
            ->capture_default_str();
        sub->add_option("--encoding", read_.encoding, say("CSV の文字コード", "csv: character encoding"))
            ->check(CLI::IsMember({"utf-8", "utf-8-bom", "cp932"}))
            ->capture_default_str();
        sub->add_flag("--explain", read_.explain,
                      say("項目の位置、値、確信度を描いた PNG を --out に置く",
                          "put a PNG with places, values and confidences of every page into --out"));
        sub->add_flag("--dated", read_.dated,
                      say("読んだ時刻をファイルに入れる（同じ画像でも毎回違うファイルになる）",
                          "write the time of reading into the files, which then differ from run to run"));
        sub->add_option("--crops", read_.crops,
                        say("項目の切り出し画像を置くフォルダー", "folder for pictures of the fields"))
            ->type_name("DIR");
        sub->add_option("FILE", read_.files,
                        say("PNG、JPEG、TIFF、WebP、PDF、またはそれらのフォルダー",
                            "PNG, JPEG, TIFF, WebP, PDF, or a folder of them"))
            ->required()
            ->type_name("");
    }

    void addQuality() {
        auto* sub = command(app_, "quality", "読取りの質を、確認された値から測る",
                            "how good reading is, from verified values", [this] { quality(quality_, terminal_); });
        addLibrary(sub, quality_.library);
        addWeights(sub, quality_.weights);
        addLineModel(sub, quality_.lineModel);
        sub->add_option("--data", quality_.data,
                        say("データフォルダー。人が確認した値を正解とする",
                            "data folder: what people confirmed is taken for right"))
            ->type_name("DIR");
        sub->add_option("--target", quality_.target,
                        say("採用した値のうち正しくあるべき割合（%）",
                            "share of the accepted values that must be right, in per cent"))
            ->check(CLI::Range(50.0, 99.9999))
            ->capture_default_str();
        sub->add_option("--jobs", quality_.jobs,
                        say("並べて読むページ数。0 はコア数 - 1", "pages read side by side; 0: all cores but one"))
            ->check(CLI::Range(0, 256))
            ->capture_default_str()
            ->type_name("N");
        sub->add_option("--format", quality_.format, say("出力の形", "output format"))
            ->check(CLI::IsMember({"text", "json", "csv"}))
            ->capture_default_str();
        sub->add_option("FOLDER", quality_.folders,
                        say("画像と、同じ名前の正解（.json）のあるフォルダー。いま読んで比べる",
                            "folders with scans and a truth of the same name (.json): read now and compared"))
            ->type_name("");
    }

    void addForms() {
        auto* forms = group("form", "様式とレイアウトを作る", "making forms and layouts");
        comparing_.addDiff(*this, *forms);
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
        addDraft(*forms);
        auto* lint = command(*forms, "lint", "様式とレイアウトの誤りをすべて示す",
                             "show every mistake in forms and layouts", [this] { formLint(formLint_, terminal_); });
        lint->add_option("PATH", formLint_.paths, say("ファイルまたはフォルダー", "files or folders"))
            ->required()
            ->type_name("");
        authoring_.addLintFormat(*this, *lint, formLint_);
        authoring_.add(*this, *forms);
        auto* fmt =
            command(*forms, "fmt", "様式とレイアウトの XML を決まった形に整える",
                    "write forms and layouts in their canonical form", [this] { formFmt(formFmt_, terminal_); });
        fmt->add_option("PATH", formFmt_.paths, say("ファイルまたはフォルダー", "files or folders"))
            ->required()
            ->type_name("");
        fmt->add_flag("--check", formFmt_.check,
                      say("書き直さず、整っていないファイルを示す", "only name the files that are not in that form"));
    }

    void addDraft(CLI::App& forms) {
        auto* draft = command(forms, "draft", "白紙の画像からレイアウト（と様式）の下書きを作る",
                              "draft a layout (and a form) from the picture of a blank",
                              [this] { formDraft(draft_, terminal_); });
        draft
            ->add_option(
                "BLANK", draft_.blank,
                say("記入前の用紙。PDF、PNG、JPEG、TIFF、WebP", "the unfilled form: PDF, PNG, JPEG, TIFF, WebP"))
            ->required()
            ->type_name("");
        draft
            ->add_option(
                "--form", draft_.form,
                say("当てはめる様式。省略時は様式も下書きする", "form to fit; without it a form is drafted, too"))
            ->type_name("FORM.xml");
        draft->add_option("--municipality", draft_.municipality, say("団体コード", "municipality code"))
            ->type_name("CODE");
        draft
            ->add_option(
                "--id", draft_.id,
                say("レイアウトの id。省略時はファイル名から", "id of the layout; default: from the file's name"))
            ->type_name("ID");
        draft
            ->add_option("--out", draft_.out,
                         say("レイアウトのファイル。省略時は <id>.xml", "layout file; default: <id>.xml"))
            ->type_name("FILE.xml");
        draft
            ->add_option("--preview", draft_.preview,
                         say("見つけた場所と項目を描いた画像", "picture of what was found, with the proposed ids"))
            ->type_name("PNG");
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
        flows_.add(*this, *flows);
        decisions_.add(*this);
    }

    void addDemo() {
        auto* sub = command(app_, "demo", "添付の見本で最初から最後まで実演する",
                            "the whole way over the shipped samples", [this] { demo(demo_, terminal_); });
        addLibrary(sub, demo_.library);
        addWeights(sub, demo_.weights);
        sub->add_option("--out", demo_.out, say("結果を置くフォルダー", "folder for the results"))
            ->required()
            ->type_name("DIR");
        auto* serves = sub->add_flag("--serve", demo_.serve,
                                     say("続けてステーションを動かす（ブラウザーで確認作業を試す）",
                                         "then run a station, to try it in a browser"));
        sub->add_flag("--fresh", demo_.fresh,
                      say("前回のステーション（そこでの作業、アカウント、公開）を捨てて始める",
                          "begin without the station of an earlier run: its work, accounts and releases are dropped"));
        sub->add_option("--port", demo_.port,
                        say("ステーションのポート。0 は空いているもの", "its port; 0: any free one"))
            ->needs(serves)
            ->check(CLI::Range(0, 65535))
            ->capture_default_str();
    }

    // For packagers and shells.
    void addPages() {
        command(app_, "manual", "マニュアルページ（man）を出力する", "print the manual page, for man",
                [this] { terminal_.out << manualPage(app_, TOITSU_VERSION, terminal_.language); });
        command(app_, "completion", "bash の補完を出力する: source <(toitsu completion)",
                "print completion for bash: source <(toitsu completion)",
                [this] { terminal_.out << bashCompletion(app_); });
    }

    ReadOptions read_;
    QualityCommandOptions quality_;
    AuthorCommands authoring_;
    BlankOptions blank_;
    FormLintOptions formLint_;
    FormFmtOptions formFmt_;
    DraftOptions draft_;
    ScanCommands scans_;
    RecordCommands records_;
    UnifyCommands comparing_;
    RunOptions run_;
    TaskOptions task_;
    CaseOptions case_;
    FlowCommands flows_;
    DecisionCommands decisions_;
    ServerCommands server_;
    DataCommands data_;
    DemoOptions demo_;
};

}  // namespace

}  // namespace toitsu::cli

int main(int count, char** words) {
    toitsu::ocr::prepareDecoding();
    std::ios::sync_with_stdio(false);
    toitsu::cli::Terminal terminal(std::cout, std::cerr, toitsu::userLanguage());
    return toitsu::cli::CommandLine(terminal).parseAndRun(count, words);
}
