#include "apps/cli/internal/scan_commands.h"

namespace toitsu::cli {

void ScanCommands::add(CommandBuilder& to) {
    addScan(to);
    addIntake(to);
    addPages(to);
}

void ScanCommands::addScan(CommandBuilder& to) {
    auto* sub = to.command(to.app_, "scan", "スキャナーから監視フォルダーへ取り込む（SANE）",
                           "scan a stack into a watched folder (SANE)", [this, &to] { scan(scan_, to.terminal_); });
    sub->add_option("--into", scan_.folder, to.say("監視フォルダー", "watched folder"))->required()->type_name("DIR");
    sub->add_option("--device", scan_.device, to.say("scanimage -L が示す名前", "as scanimage -L names it"))
        ->type_name("NAME");
    sub->add_option("--source", scan_.source,
                    to.say("給紙の名前（装置による）", "paper source, as the device names it"))
        ->type_name("NAME");
    sub->add_option("--mode", scan_.mode,
                    to.say("Gray、Color など（装置による）", "Gray, Color …, as the device names it"))
        ->type_name("NAME");
    sub->add_option("--resolution", scan_.resolution, "dpi")
        ->check(CLI::Range(50, 1200))
        ->capture_default_str()
        ->type_name("DPI");
    sub->add_option("--sheets", scan_.sheets,
                    to.say("入れた紙の枚数。合わなければ知らせる", "sheets put in; told when the count differs"))
        ->check(CLI::Range(0, 10000))
        ->type_name("N");
    sub->add_flag("--duplex", scan_.duplex, to.say("1 枚に 2 ページと数える", "count two pages a sheet"));
    sub->add_flag("--stack", scan_.stack,
                  to.say("全ページを一つのファイルにする（複数ページの帳票用）",
                         "all pages as one file, for forms of several pages"));
    sub->add_option("--set", scan_.set, to.say("装置のほかの指定", "further options of the device"))
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
}

void ScanCommands::addIntake(CommandBuilder& to) {
    auto* sub = to.command(to.app_, "intake", "画像を取り込み、案件を始める", "take scans in and start their cases",
                           [this, &to] { intake(intake_, to.terminal_); });
    to.addLibrary(sub, intake_.library);
    to.addWeights(sub, intake_.weights);
    to.addLineModel(sub, intake_.lineModel);
    to.addData(sub, intake_.data);
    sub->add_option("--process", intake_.process, to.say("始めるフローの id", "id of the flow to start"))
        ->capture_default_str()
        ->type_name("ID");
    sub->add_option(
           "--feeding", intake_.feeding,
           to.say("複数ページの帳票の紙の送り方: as-fed（そのまま）、fronts-backs（表を全部、次に裏を同じ順）、"
                  "fronts-backs-backwards（表を全部、裏返した束をそのまま）",
                  "how sheets of forms of several pages were fed: as-fed; fronts-backs: all fronts, then all "
                  "backs in the same order; fronts-backs-backwards: all fronts, then the turned stack"))
        ->check(CLI::IsMember({"as-fed", "fronts-backs", "fronts-backs-backwards"}))
        ->capture_default_str()
        ->type_name("ORDER");
    auto* files =
        sub->add_option("FILE", intake_.files, to.say("PNG、JPEG、TIFF、WebP、PDF", "PNG, JPEG, TIFF, WebP, PDF"))
            ->type_name("");
    auto* watch =
        sub->add_option("--watch", intake_.watch.folder,
                        to.say("このフォルダーの in に届くものを取り込み続ける", "take in what arrives in DIR/in"))
            ->type_name("DIR")
            ->excludes(files);
    sub->add_option("--station", intake_.watch.station,
                    to.say("取込端末の名前。省略時はこの機械の名前", "this station's name; default: the machine's"))
        ->type_name("NAME")
        ->needs(watch);
    sub->add_option(
           "--settle", intake_.watch.settleSeconds,
           to.say("この秒数変わらないファイルを書き終わったとみなす", "a file unchanged for so long is complete"))
        ->check(CLI::Range(0.1, 3600.0))
        ->capture_default_str()
        ->type_name("SECONDS")
        ->needs(watch);
    sub->add_option("--every", intake_.watch.everySeconds, to.say("見に行く間隔", "time between two looks"))
        ->check(CLI::Range(0.1, 3600.0))
        ->capture_default_str()
        ->type_name("SECONDS")
        ->needs(watch);
    sub->add_flag("--until-empty", intake_.watch.untilEmpty,
                  to.say("in が空になったら終わる", "end when nothing is left in DIR/in"))
        ->needs(watch);
    sub->callback([this, &to, files, watch] {
        if (files->count() + watch->count() == 0)
            throw CLI::ValidationError(to.say("FILE か --watch", "FILE or --watch"));
        to.command_ = [this, &to] { intake(intake_, to.terminal_); };
    });
}

void ScanCommands::addPages(CommandBuilder& to) {
    auto* pages = to.group("page", "案件にならなかった画像を扱う", "pages that did not become a case");
    auto* list = to.command(*pages, "list", "担当者を待つ画像の一覧", "list the pages that wait for a person",
                            [this, &to] { pageList(page_, to.terminal_); });
    list->add_flag("--all", page_.all, to.say("案件になったものも示す", "also those in a case or set aside"));
    to.addFormat(list, page_.format);
    auto* show = to.command(*pages, "show", "1 枚の状態と理由", "one page: its state and reason",
                            [this, &to] { pageShow(page_, to.terminal_); });
    auto* save = to.command(*pages, "save", "原本を取り出す", "take the original out as it came",
                            [this, &to] { pageSave(page_, to.terminal_); });
    auto* assign = to.command(*pages, "assign", "レイアウトを決めて読み直す", "name the layout and read again",
                              [this, &to] { pageAssign(page_, to.terminal_); });
    save->add_option("--out", page_.out,
                     to.say("書き出すファイル。封じられていません", "the file to write; it is not sealed"))
        ->required()
        ->type_name("FILE");
    assign->add_option("--layout", page_.layout, to.say("レイアウトの id", "id of the layout"))
        ->required()
        ->type_name("ID");
    assign
        ->add_option("--corners", page_.corners,
                     to.say("用紙の四隅（画像の画素）: 左上・右上・右下・左下の順に x,y,x,y,x,y,x,y",
                            "the page's corners in pixels: x,y of upper left, upper right, lower right, lower left"))
        ->delimiter(',')
        ->expected(8)
        ->type_name("X,Y,…");
    assign->add_option("--layout-page", page_.layoutPage, to.say("レイアウトのページ番号", "page of the layout"))
        ->capture_default_str()
        ->type_name("N");
    assign
        ->add_option("--with", page_.with,
                     to.say("同じ1件のほかのページの画像。繰り返し指定できます",
                            "another page of the same submission; may be repeated"))
        ->allow_extra_args(false)
        ->type_name("PAGE");
    to.addLibrary(assign, page_.library);
    to.addWeights(assign, page_.weights);
    to.addLineModel(assign, page_.lineModel);
    assign->add_option("--process", page_.process, to.say("始めるフローの id", "id of the flow to start"))
        ->capture_default_str()
        ->type_name("ID");
    auto* dismiss =
        to.command(*pages, "dismiss", "理由を残して対象外にする（原本は残る）",
                   "set aside with a reason; the original is kept", [this, &to] { pageDismiss(page_, to.terminal_); });
    dismiss->add_option("--reason", page_.note, to.say("理由", "reason"))->required();
    for (CLI::App* sub : {list, show, assign, dismiss}) to.addData(sub, page_.data);
    for (CLI::App* sub : {show, assign, dismiss})
        sub->add_option("PAGE", page_.page, to.say("画像の番号", "id of the page"))->required()->type_name("");
    for (CLI::App* sub : {assign, dismiss}) to.addPerson(sub, page_.person);
}

}  // namespace toitsu::cli
