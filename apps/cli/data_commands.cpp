#include "apps/cli/internal/data_commands.h"

namespace toitsu::cli {

void DataCommands::add(CommandBuilder& to) {
    auto* backup = to.command(to.app_, "backup", "データフォルダーを、動いている間も整合した形で写す",
                              "copy a data folder, also while the station works",
                              [this, &to] { backUpData(options_, to.terminal_); });
    auto* restore =
        to.command(to.app_, "restore", "バックアップからデータフォルダーを戻す",
                   "bring a data folder back from a backup", [this, &to] { restoreData(options_, to.terminal_); });
    auto* fsck = to.command(to.app_, "fsck", "データフォルダーに欠けや壊れがないか調べる（何も変えません）",
                            "look through a data folder for what is missing or damaged; changes nothing",
                            [this, &to] { checkData(options_, to.terminal_); });
    for (CLI::App* sub : {backup, restore, fsck}) to.addData(sub, options_.data);
    backup->add_option("--out", options_.folder, to.say("まだないフォルダー", "a folder that is not there yet"))
        ->required()
        ->type_name("DIR");
    restore->add_option("--from", options_.folder, to.say("バックアップのフォルダー", "the backup's folder"))
        ->required()
        ->type_name("DIR");
    to.addFormat(fsck, options_.format);
    addKeys(to);
}

void DataCommands::addKeys(CommandBuilder& to) {
    auto* keys = to.group("key", "個人番号を守る鍵", "the keys that protect 個人番号");
    auto* list = to.command(*keys, "list", "鍵の一覧（鍵そのものは示しません）",
                            "list the keys, not the keys themselves", [this, &to] { keyList(key_, to.terminal_); });
    auto* rotate =
        to.command(*keys, "rotate", "親鍵を取り替え、データ鍵を包み直す",
                   "make a new master key and wrap the data keys anew", [this, &to] { keyRotate(key_, to.terminal_); });
    auto* make =
        to.command(*keys, "make", "これから作るステーションの鍵のファイルを作る",
                   "make the key file of a station that is to come", [this, &to] { keyMake(key_, to.terminal_); });
    make->add_option("FILE", key_.keyFile, to.say("まだないファイル", "a file that is not there yet"))
        ->required()
        ->type_name("");
    for (CLI::App* sub : {list, rotate}) {
        to.addData(sub, key_.data);
        sub->add_option("--key-file", key_.keyFile, to.say("鍵のファイル", "the key file"))->type_name("FILE");
    }
    rotate->add_flag("--data-keys", key_.dataKeys,
                     to.say("親鍵ではなく、これから使うデータ鍵を新しくする", "new data keys from now on, instead"));
    to.addFormat(list, key_.format);
}

}  // namespace toitsu::cli
