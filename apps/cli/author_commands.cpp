#include "apps/cli/internal/author_commands.h"

namespace toitsu::cli {

void AuthorCommands::add(CommandBuilder& to, CLI::App& forms) {
    addNew(to, forms);
    addPreview(to, forms);
    addFill(to, forms);
    addTest(to, forms);
    addExport(to, forms);
    addImport(to, forms);
}

void AuthorCommands::addLintFormat(CommandBuilder& to, CLI::App& lint, FormLintOptions& options) {
    lint.add_option("--format", options.format,
                    to.say("出力の形: text、json、sarif（SARIF 2.1.0）", "text, json, or sarif (SARIF 2.1.0)"))
        ->check(CLI::IsMember({"text", "json", "sarif"}))
        ->capture_default_str();
}

void AuthorCommands::addFill(CommandBuilder& to, CLI::App& forms) {
    auto* sub = to.command(forms, "fill", "架空の人が記入した見本を作る（画像、PDF、正解）",
                           "samples filled in by synthetic persons: pictures, PDF, truth",
                           [this, &to] { formFill(fill_, to.terminal_); });
    sub->add_option("LAYOUT", fill_.layout, to.say("レイアウトのファイル", "layout file"))->required()->type_name("");
    sub->add_option("--count", fill_.count, to.say("枚数", "how many sheets"))
        ->check(CLI::Range(1, 10000))
        ->capture_default_str()
        ->type_name("N");
    sub->add_option("--seed", fill_.seed,
                    to.say("乱数の種。同じ種からは同じ見本ができる", "the same seed gives the same sheets"))
        ->check(CLI::Range(0, 2'000'000'000))
        ->capture_default_str()
        ->type_name("S");
    sub->add_option("--out", fill_.out, to.say("出力先のフォルダー", "folder to write to"))
        ->type_name("DIR")
        ->capture_default_str();
    sub->add_option("--dpi", fill_.dpi, to.say("PNG の解像度", "resolution of the PNG"))
        ->check(CLI::Range(50.0, 1200.0))
        ->capture_default_str();
}

void AuthorCommands::addPreview(CommandBuilder& to, CLI::App& forms) {
    auto* sub = to.command(forms, "preview", "レイアウトの枠、読み順、入力順、誤りを見る（HTML と PNG）",
                           "see a layout: boxes, reading and keyboard order, findings (HTML and PNG)",
                           [this, &to] { formPreview(preview_, to.terminal_); });
    sub->add_option("LAYOUT", preview_.layout, to.say("レイアウトのファイル", "layout file"))
        ->required()
        ->type_name("");
    sub->add_option("--out", preview_.out, to.say("出力先のフォルダー", "folder to write to"))
        ->type_name("DIR")
        ->capture_default_str();
    auto* watch = sub->add_flag("--watch", preview_.watch,
                                to.say("ブラウザーで見る。保存のたびに描き直す（Ctrl-C で終わる）",
                                       "see it in a browser, drawn again at every save (Ctrl-C ends it)"));
    sub->add_option("--port", preview_.port,
                    to.say("--watch のポート。0 は空いているもの", "port of --watch; 0: any free one"))
        ->check(CLI::Range(0, 65535))
        ->capture_default_str()
        ->needs(watch)
        ->type_name("PORT");
    sub->add_option("--dpi", preview_.dpi, to.say("PNG の解像度", "resolution of the PNG"))
        ->check(CLI::Range(50.0, 600.0))
        ->capture_default_str();
}

void AuthorCommands::addTest(CommandBuilder& to, CLI::App& forms) {
    auto* sub = to.command(forms, "test", "見本を読み、正解と以前の結果（golden.json）に比べる",
                           "read the samples and compare with their truth and with golden.json",
                           [this, &to] { formTest(test_, to.terminal_); });
    to.addLibrary(sub, test_.library);
    to.addWeights(sub, test_.weights);
    to.addLineModel(sub, test_.lineModel);
    sub->add_option("PATH", test_.paths,
                    to.say("様式、レイアウト、そのフォルダー。省略時はひな型集の全様式",
                           "forms, layouts, folders of them; default: every form of the library"))
        ->type_name("");
    sub->add_flag("--update", test_.update,
                  to.say("この結果を基準にする（golden.json を書く）", "accept this result: write golden.json"));
    sub->add_option("--format", test_.format, to.say("出力の形: text か json", "text or json"))
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    sub->add_option("--jobs", test_.jobs,
                    to.say("並べて読むページ数。0 はコア数 - 1", "pages read side by side; 0: all cores but one"))
        ->check(CLI::Range(0, 256))
        ->capture_default_str()
        ->type_name("N");
}

}  // namespace toitsu::cli
