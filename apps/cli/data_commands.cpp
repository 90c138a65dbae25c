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
}

}  // namespace toitsu::cli
