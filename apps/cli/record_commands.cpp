#include "apps/cli/internal/record_commands.h"

namespace toitsu::cli {

void RecordCommands::add(CommandBuilder& to) {
    addCheck(to);
    auto* records = to.group("record", "レコードの取り込みと書き出し", "records from and for other programs");
    addImport(to, *records);
    addExport(to, *records);
}

void RecordCommands::addCheck(CommandBuilder& to) {
    auto* sub = to.command(to.app_, "check", "項目の型が文字列をどう解釈するかを試す",
                           "try what a field type makes of a text", [this, &to] { check(check_, to.terminal_); });
    to.addLibrary(sub, check_.library);
    sub->add_option("TYPE", check_.type,
                    to.say("型（date、kana、address …、yucho は「記号-番号」）、または「様式#項目」",
                           "type (date, kana, address …; yucho takes SYMBOL-NUMBER), or FORM#FIELD"))
        ->required()
        ->type_name("");
    sub->add_option("TEXT", check_.texts, to.say("調べる文字列", "texts to check"))->type_name("");
    sub->add_option(
           "--file", check_.file,
           to.say("1行に1つの文字列を読むファイル。- は標準入力", "read a text from each line; - is standard input"))
        ->type_name("FILE");
    sub->add_option("--towns", check_.towns,
                    to.say("住所を分けるための町字の一覧（mt_city、mt_town、KEN_ALL の CSV）",
                           "lists of towns for addresses (CSV of mt_city, mt_town, KEN_ALL)"))
        ->type_name("CSV")
        ->allow_extra_args(false);
    sub->add_option("--length", check_.length, to.say("桁数または最大の文字数", "digits, or most characters"))
        ->check(CLI::Range(0, 4000))
        ->type_name("N");
    sub->add_option("--holder", check_.holder,
                    to.say("口座名義のヲと長音の扱い", "account holder: what to do with ヲ and ー"))
        ->check(CLI::IsMember({"undecided", "keep", "replace"}))
        ->capture_default_str();
    auto* towns =
        to.command(to.app_, "towns", "町字の一覧から住所録（--addresses 用）を作る",
                   "make the address book from lists of towns", [this, &to] { townsImport(towns_, to.terminal_); });
    towns
        ->add_option("CSV", towns_.files,
                     to.say("mt_city、mt_town、KEN_ALL、utf_all の CSV", "CSV of mt_city, mt_town, KEN_ALL, utf_all"))
        ->required()
        ->type_name("");
    towns->add_option("--out", towns_.out, to.say("書き出すファイル", "file to write"))->required()->type_name("FILE");
}

void RecordCommands::addImport(CommandBuilder& to, CLI::App& records) {
    auto* sub = to.command(records, "import", "別のOCRの CSV、ウェブ申請の JSON、表計算の CSV・XLSX をレコードにする",
                           "make records of another OCR engine's CSV, a web form's JSON, a spreadsheet",
                           [this, &to] { recordImport(import_, to.terminal_); });
    to.addLibrary(sub, import_.library);
    sub->add_option("--form", import_.form, to.say("様式の id", "id of the form"))->required()->type_name("ID");
    sub->add_option("--layout", import_.layout,
                    to.say("レイアウトの id（分かるとき）", "id of the layout, if it is known"))
        ->type_name("ID");
    sub->add_option("--municipality", import_.municipality,
                    to.say("レイアウトがないときの団体コード", "municipality code where there is no layout"))
        ->type_name("CODE");
    sub->add_option("--map", import_.map, to.say("列と項目の対応表（CSV）", "mapping of columns to fields (CSV)"))
        ->type_name("CSV");
    sub->add_option("--kind", import_.kind,
                    to.say("engine: 別のOCRの読み取り（人が確かめる）、entered: 人が入力した値",
                           "engine: read by another OCR, a person looks; entered: typed by a person"))
        ->check(CLI::IsMember({"engine", "entered"}))
        ->capture_default_str();
    sub->add_option("--confidence", import_.confidence,
                    to.say("engine の値が正しい割合（測った値があるとき、0〜1）",
                           "share of the engine's values that is right, if it was measured (0 to 1)"))
        ->check(CLI::Range(0.0, 1.0))
        ->type_name("SHARE");
    sub->add_option("--source", import_.source, to.say("読み取りに残す出どころの名前", "name kept with every reading"))
        ->capture_default_str()
        ->type_name("NAME");
    sub->add_option("--encoding", import_.encoding,
                    to.say("文字コード。省略時は見分ける", "encoding; default: found out"))
        ->check(CLI::IsMember({"utf-8", "cp932"}));
    sub->add_option("--out", import_.out,
                    to.say("書き出すファイル。省略時は標準出力", "file to write; default: standard output"))
        ->type_name("FILE");
    sub->add_option("--sheet", import_.sheet,
                    to.say("ブックのシート。省略時は最初のもの", "sheet of a workbook; default: its first one"))
        ->type_name("NAME");
    sub->add_option("FILE", import_.files, to.say("CSV、XLSX か JSON", "CSV, XLSX or JSON"))->required()->type_name("");
}

void RecordCommands::addExport(CommandBuilder& to, CLI::App& records) {
    auto* sub = to.command(records, "export", "レコードを CSV、XLSX か JSON に書き出す",
                           "write records as CSV, XLSX or JSON", [this, &to] { recordExport(export_, to.terminal_); });
    to.addLibrary(sub, export_.library);
    sub->add_option("--format", export_.format, to.say("出力の形", "output format"))
        ->check(CLI::IsMember({"csv", "xlsx", "json"}))
        ->capture_default_str();
    sub->add_option("--map", export_.map, to.say("列と項目の対応表（CSV）", "mapping of columns to fields (CSV)"))
        ->type_name("CSV");
    sub->add_option("--headers", export_.headers,
                    to.say("対応表がないときの見出し", "headers where there is no mapping"))
        ->check(CLI::IsMember({"titles", "ids"}))
        ->capture_default_str();
    sub->add_option("--encoding", export_.encoding, to.say("CSV の文字コード", "csv: character encoding"))
        ->check(CLI::IsMember({"utf-8", "utf-8-bom", "cp932"}))
        ->capture_default_str();
    sub->add_option("--missing", export_.missing,
                    to.say("CP932 にない文字: geta 〓、dot ●、map 別の字形、fail 書かない",
                           "characters that CP932 lacks: geta 〓, dot ●, map another form, fail write nothing"))
        ->check(CLI::IsMember({"geta", "dot", "map", "fail"}))
        ->capture_default_str();
    sub->add_option("--characters", export_.characters,
                    to.say("map の置き換え表（元の1文字,置き換える1文字 の CSV）",
                           "for map: CSV of one character and what to write instead"))
        ->type_name("CSV");
    sub->add_option(
           "--losses", export_.losses,
           to.say("失われた文字の一覧。省略時は <出力>.losses.csv", "list of lost characters; default: OUT.losses.csv"))
        ->type_name("FILE");
    sub->add_option("--out", export_.out,
                    to.say("書き出すファイル。省略時は標準出力", "file to write; default: standard output"))
        ->type_name("FILE");
    sub->add_option("FILE", export_.files, to.say("record import の出力", "what record import wrote"))
        ->required()
        ->type_name("");
}

}  // namespace toitsu::cli
