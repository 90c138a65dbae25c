// toitsu form new, export, import: their words.

#include "apps/cli/internal/author_commands.h"

namespace toitsu::cli {

void AuthorCommands::addNew(CommandBuilder& to, CLI::App& forms) {
    auto* sub = to.command(forms, "new", "項目の一覧（CSV、XLSForm の列）から様式を作る",
                           "make a form from a list of fields (CSV with the columns of XLSForm)",
                           [this, &to] { formNew(new_, to.terminal_); });
    sub->add_option("--fields", new_.fields,
                    to.say("項目の一覧（列 type、name、label …）", "list of fields (columns type, name, label …)"))
        ->required()
        ->type_name("CSV");
    sub->add_option("--choices", new_.choices,
                    to.say("選択肢の一覧（列 list_name、name、label）", "list of options (list_name, name, label)"))
        ->type_name("CSV");
    sub->add_option("--id", new_.id, to.say("様式の id（英小文字、数字、ハイフン）", "id of the form (a-z, 0-9, -)"))
        ->required()
        ->type_name("ID");
    sub->add_option("--title", new_.title, to.say("様式の名前", "title of the form"))->required();
    sub->add_option("--basis", new_.basis, to.say("根拠となる法令", "the law that allows asking"));
    sub->add_option("--retention", new_.retention, to.say("保存期間（P5Y）", "how long it is kept (P5Y)"))
        ->type_name("ISO8601");
    sub->add_option("--out", new_.out,
                    to.say("ファイル、またはフォルダー（<id>/form.xml を置く）。省略時は標準出力",
                           "file, or folder for <id>/form.xml; default: standard output"))
        ->type_name("PATH");
}

void AuthorCommands::addExport(CommandBuilder& to, CLI::App& forms) {
    auto* sub = to.command(forms, "export", "様式やレイアウトを CSV、JSON Schema、PAGE-XML、AIRead の定義で書き出す",
                           "write a form or layout as CSV, JSON Schema, PAGE-XML or AIRead's definition",
                           [this, &to] { formExport(export_, to.terminal_); });
    sub->add_option("FILE", export_.file, to.say("form.xml またはレイアウト", "form.xml or a layout"))
        ->required()
        ->type_name("");
    sub->add_option("--as", export_.as, to.say("書き出す形", "what to write"))
        ->required()
        ->check(CLI::IsMember({"fields-csv", "fields-xlsx", "json-schema", "page-xml", "airead"}))
        ->type_name("FORMAT");
    sub->add_option("--out", export_.out, to.say("出力先のフォルダー", "folder to write to"))
        ->type_name("DIR")
        ->capture_default_str();
    sub->add_option("--encoding", export_.encoding, to.say("CSV の文字コード", "encoding of CSV"))
        ->check(CLI::IsMember({"utf-8", "utf-8-bom", "cp932"}))
        ->capture_default_str();
}

void AuthorCommands::addImport(CommandBuilder& to, CLI::App& forms) {
    auto* sub = to.command(forms, "import", "PAGE-XML や AIRead の定義からレイアウトを作る",
                           "make a layout from PAGE-XML or AIRead's definition",
                           [this, &to] { formImport(import_, to.terminal_); });
    sub->add_option("FILE", import_.file, to.say("読み込むファイル", "file to read"))->required()->type_name("");
    sub->add_option("--as", import_.as, to.say("その形", "its format"))
        ->required()
        ->check(CLI::IsMember({"page-xml", "airead"}))
        ->type_name("FORMAT");
    sub->add_option(
           "--form", import_.form,
           to.say("様式。名前が同じ項目に結び付ける", "form.xml: boxes with the titles of its fields become these"))
        ->type_name("FORM");
    sub->add_option("--id", import_.id, to.say("できるレイアウトの id", "id of the layout"))
        ->required()
        ->type_name("ID");
    sub->add_option("--municipality", import_.municipality,
                    to.say("団体コード（6 桁）", "municipality code, six digits"))
        ->required()
        ->type_name("CODE");
    sub->add_option("--title", import_.title, to.say("レイアウトの名前", "title of the layout"));
    sub->add_option("--paper", import_.paper, to.say("紙の大きさ（AIRead）", "paper, for AIRead"))
        ->check(CLI::IsMember({"A4", "A4-landscape", "A5", "A5-landscape", "A3", "A3-landscape"}))
        ->capture_default_str();
    sub->add_option("--dpi", import_.dpi,
                    to.say("画像の解像度（大きさの書かれていない PAGE-XML）",
                           "resolution of the picture, for PAGE-XML that does not say its size"))
        ->check(CLI::Range(50.0, 1200.0))
        ->capture_default_str();
    sub->add_flag("--leave-out", import_.leaveOut,
                  to.say("AIRead の、列の意味が公開されていない節を除いて読む",
                         "leave out AIRead's sections whose columns are not published"));
    sub->add_option("--out", import_.out, to.say("ファイル。省略時は標準出力", "file; default: standard output"))
        ->type_name("FILE");
}

}  // namespace toitsu::cli
