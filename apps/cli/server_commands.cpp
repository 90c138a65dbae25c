#include "apps/cli/internal/server_commands.h"

namespace toitsu::cli {

void ServerCommands::add(CommandBuilder& to) {
    addServe(to);
    addAccounts(to);
    addAudit(to);
    addRetention(to);
}

void ServerCommands::addServe(CommandBuilder& to) {
    auto* sub = to.command(to.app_, "serve", "ブラウザーから使うサーバーを動かす", "run the server that browsers use",
                           [this, &to] { serve(serve_, to.terminal_); });
    to.addData(sub, serve_.data);
    to.addLibrary(sub, serve_.library);
    sub->add_option("--port", serve_.port, to.say("ポート。0 は空いているもの", "port; 0: any free one"))
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    sub->add_option("--address", serve_.address,
                    to.say("待ち受けるアドレス。既定ではこのマシンからだけ使えます",
                           "address to listen on; by default only this machine reaches it"))
        ->capture_default_str()
        ->type_name("IP");
    sub->add_option("--key-file", serve_.keyFile,
                    to.say("個人番号を守る鍵のファイル。なければデータフォルダーの隣",
                           "the key file that protects 個人番号; without one, beside the data folder"))
        ->type_name("FILE");
    sub->add_option("--public", serve_.publicUrl,
                    to.say("利用者が開く URL（TLS を終端するプロキシーの後ろで動かすとき）",
                           "the URL that people open, behind a proxy that ends TLS"))
        ->type_name("URL");
    sub->add_option(
           "--web-root", serve_.webRoot,
           to.say("画面のフォルダー（開発用）。なければ組み込みの画面", "folder of the screens, for development"))
        ->type_name("DIR");
    sub->add_option(
           "--watch", serve_.watched,
           to.say("監視するフォルダー。DIR/in に置かれたファイルをその団体の画像として取り込む（複数可）",
                  "folder to watch: files in DIR/in are taken in as that municipality's scans; may be repeated"))
        ->type_name("MUNICIPALITY=DIR");
    sub->add_option(
           "--log", serve_.log,
           to.say("ログを書き足すファイル。なければ標準エラー出力", "file to append the log to; else standard error"))
        ->type_name("FILE");
}

void ServerCommands::addAccounts(CommandBuilder& to) {
    auto* accounts = to.group("account", "サーバーのアカウント", "accounts of the server");
    auto* add = to.command(*accounts, "add", "アカウントを作る", "make an account",
                           [this, &to] { accountAdd(account_, to.terminal_); });
    auto* list = to.command(*accounts, "list", "アカウントの一覧", "list the accounts",
                            [this, &to] { accountList(account_, to.terminal_); });
    auto* grant = to.command(*accounts, "grant", "役割を決め直す", "set an account's roles anew",
                             [this, &to] { accountGrant(account_, to.terminal_); });
    auto* lock = to.command(*accounts, "lock", "アカウントを止める", "lock an account",
                            [this, &to] { accountLock(account_, to.terminal_); });
    auto* password = to.command(*accounts, "password", "新しい最初のパスワードを決める", "set a new first password",
                                [this, &to] { accountPassword(account_, to.terminal_); });
    for (CLI::App* sub : {add, list, grant, lock, password}) to.addData(sub, account_.data);
    for (CLI::App* sub : {add, grant, lock, password})
        sub->add_option("ACCOUNT", account_.login, to.say("アカウント名", "the account's name"))
            ->required()
            ->type_name("");
    for (CLI::App* sub : {add, grant})
        sub->add_option(
               "--grant", account_.grants,
               to.say("団体と役割 202088:verifier,reception（reception 受付、entry 入力者、verifier "
                      "検証者、decider 決裁者、author 様式作成者、auditor 監査、admin 管理者）",
                      "municipality and roles, 202088:verifier,reception (reception, entry, verifier, decider, "
                      "author, auditor, admin)"))
            ->type_name("CODE:ROLES");
    for (CLI::App* sub : {add, password})
        sub->add_option("--password-from", account_.passwordFrom,
                        to.say("パスワードを読むファイル。- は標準入力。なければ作って一度だけ表示",
                               "file to read the password from, - for standard input; else one is made and shown once"))
            ->type_name("FILE");
    add->add_option("--name", account_.name, to.say("氏名", "the person's name"));
    add->add_flag("--own", account_.own,
                  to.say("本人が決めたパスワード。最初のサインインで変えさせない",
                         "the person chose the password: no change at the first sign-in"));
    lock->add_flag("--unlock", account_.unlock, to.say("再び使えるようにする", "let it be used again"));
    to.addFormat(list, account_.format);
}

void ServerCommands::addAudit(CommandBuilder& to) {
    auto* audit = to.group("audit", "監査記録", "the audit trail");
    auto* verify = to.command(*audit, "verify", "監査記録が書かれたままか調べる",
                              "check that the audit trail is as it was written",
                              [this, &to] { auditVerify(audit_, to.terminal_); });
    auto* head = to.command(*audit, "head", "各団体の最後の記録のハッシュを示す（別の場所に控える）",
                            "print each chain's last hash, to be kept elsewhere",
                            [this, &to] { auditHead(audit_, to.terminal_); });
    auto* list = to.command(*audit, "list", "監査記録の新しいものを示す", "show the newest rows",
                            [this, &to] { auditList(audit_, to.terminal_); });
    for (CLI::App* sub : {verify, head, list}) to.addData(sub, audit_.data);
    verify
        ->add_option("--heads", audit_.heads,
                     to.say("toitsu audit head の控え", "what toitsu audit head printed earlier"))
        ->type_name("FILE");
    list->add_option("--municipality", audit_.municipality,
                     to.say("団体コード。なければステーション自身の記録", "its code; without one, the station's own"))
        ->type_name("CODE");
    list->add_option("--most", audit_.most, to.say("件数", "how many"))->check(CLI::Range(1, 100000));
}

void ServerCommands::addRetention(CommandBuilder& to) {
    auto* group = to.group("retention", "保存期間と廃棄（申請と承認は画面で）",
                           "retention and disposal; lists are agreed to in the browser");
    auto* due = to.command(*group, "due", "保存期間が終わった案件と画像の一覧", "list what may be destroyed",
                           [this, &to] { retentionDue(retention_, to.terminal_); });
    auto* hold = to.command(*group, "hold", "案件を廃棄停止にする", "put a hold on a case: it is not destroyed",
                            [this, &to] { retentionHold(retention_, to.terminal_); });
    auto* release = to.command(*group, "release", "廃棄停止を解く", "lift a hold",
                               [this, &to] { retentionRelease(retention_, to.terminal_); });
    auto* holds = to.command(*group, "holds", "廃棄停止の一覧", "list the holds",
                             [this, &to] { retentionHolds(retention_, to.terminal_); });
    auto* record = to.command(*group, "record", "廃棄記録の一覧、または1件", "list the disposal records, or print one",
                              [this, &to] { retentionRecord(retention_, to.terminal_); });
    auto* verify = to.command(*group, "verify", "廃棄記録が書かれたままか調べる",
                              "check that the disposal records are as they were written",
                              [this, &to] { retentionVerify(retention_, to.terminal_); });
    for (CLI::App* sub : {due, hold, release, holds, record, verify}) to.addData(sub, retention_.data);
    for (CLI::App* sub : {due, hold, release}) to.addLibrary(sub, retention_.library);
    for (CLI::App* sub : {due, holds, record}) {
        auto* option = sub->add_option("--municipality", retention_.municipality,
                                       to.say("団体コード。- は団体不明の画像", "its code; -: pages that are nobody's"))
                           ->type_name("CODE");
        if (sub == due) option->required();
    }
    due->add_option("--until", retention_.until,
                    to.say("この日までに廃棄できるもの。なければ今日", "what is due until that day; default: today"))
        ->type_name("DATE");
    to.addFormat(due, retention_.format);
    for (CLI::App* sub : {hold, release}) {
        sub->add_option("CASE", retention_.caseId, to.say("案件の番号", "the case's id"))->required()->type_name("");
        to.addPerson(sub, retention_.person);
    }
    hold->add_option("--reason", retention_.reason,
                     to.say("理由。氏名などは書かない", "why; without names or other personal data"))
        ->required();
    record->add_option("--number", retention_.number, to.say("廃棄記録の番号", "the record's number"))
        ->check(CLI::Range(1, 1'000'000));
    record->add_flag("--csv", retention_.csv, to.say("表（CSV）で出す", "as a table (CSV)"));
}

}  // namespace toitsu::cli
