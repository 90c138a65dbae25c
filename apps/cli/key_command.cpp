#include "apps/cli/key_command.h"

#include <filesystem>

#include "apps/station/audit.h"
#include "apps/station/data_folder.h"
#include "apps/station/station.h"
#include "base/json.h"

namespace toitsu::cli {

namespace {

// Who works on the machine itself does it; it stands in the station's own chain where there is one.
Result<void> note(const station::DataFolder& data, const std::string& action, const Context& detail) {
    std::vector<station::StationFile::Part> parts{station::audit::tables()};
    auto file = station::StationFile::open(data.path() + "/station.sqlite", parts);
    if (!file) return fail(file.error());
    return (*file)->write([&](Database& database) {
        return station::audit::append(database, {"", station::now(), "console", action, "keys", detail});
    });
}

}  // namespace

void tellNewKey(const std::string& keyFile, Terminal& terminal) {
    terminal.line({"個人番号を守る鍵のファイルを作りました: " + keyFile +
                       "\n控えをデータやバックアップとは別の場所に置いてください。失くすと個人番号は読めません",
                   "made the key file that protects 個人番号: " + keyFile +
                       "\nkeep a copy apart from the data and its backups: without it no 個人番号 can be read"});
    terminal.out.flush();
}

void keyMake(const KeyOptions& options, Terminal& terminal) {
    std::error_code failed;
    if (std::filesystem::exists(options.keyFile, failed))
        return terminal.report(
            {ErrorKind::conflict,
             "V404",
             {"そのファイルは既にあります。鍵を上書きすると、封じた値は二度と読めません",
              "that file is there already; over a key nothing is written, for what it sealed could never "
              "be read again"},
             {options.keyFile, 0, 0, 0}});
    if (const auto made = station::writeKeyFile(options.keyFile, {station::MasterKey::random()}); !made)
        return terminal.report(made.error());
    tellNewKey(options.keyFile, terminal);
}

void keyList(const KeyOptions& options, Terminal& terminal) {
    const auto data = station::DataFolder::open(options.data, options.keyFile);
    if (!data) return terminal.report(data.error());
    const auto keys = data->vault().keys();
    if (!keys) return terminal.report(keys.error());
    if (data->vault().madeKeyFile()) tellNewKey(data->vault().keyFile(), terminal);
    Table table({terminal.say({"鍵", "key"}), terminal.say({"団体", "municipality"}), terminal.say({"作成", "made"}),
                 terminal.say({"親鍵", "master key"})});
    for (const auto& key : *keys) {
        const std::string municipality =
            key.municipality.empty() ? terminal.say({"（画像）", "(pictures)"}) : key.municipality;
        if (options.format == "jsonl")
            terminal.out << json::write(Context{{"key", key.id},
                                                {"municipality", key.municipality},
                                                {"made", key.made},
                                                {"master", key.master}})
                         << '\n';
        else
            table.add({key.id, municipality, key.made, key.master});
    }
    if (options.format == "jsonl") return;
    terminal.out << table.text();
    terminal.line({"鍵のファイル: " + data->vault().keyFile(), "key file: " + data->vault().keyFile()});
}

void keyRotate(const KeyOptions& options, Terminal& terminal) {
    const auto data = station::DataFolder::open(options.data, options.keyFile);
    if (!data) return terminal.report(data.error());
    // Alone: a server would go on with the keys that it has read.
    const auto alone = station::Station::open(*data, std::make_shared<const station::Decisions>());
    if (!alone) return terminal.report(alone.error());
    station::Vault& vault = data->vault();
    const auto rotated = options.dataKeys ? vault.rotateData() : vault.rotateMaster();
    if (!rotated) return terminal.report(rotated.error());
    const auto keys = vault.keys();
    if (!keys) return terminal.report(keys.error());
    const Context detail{{"master", keys->back().master}, {"keys", static_cast<std::int64_t>(keys->size())}};
    if (const auto noted = note(*data, options.dataKeys ? "key.rotate-data" : "key.rotate", detail); !noted)
        return terminal.report(noted.error());
    if (options.dataKeys)
        return terminal.line(
            {"これから封じる値には新しいデータ鍵を使います", "what is sealed from now on uses new data keys"});
    terminal.line({"親鍵を取り替えました: " + vault.keyFile() +
                       "\n新しい控えを取ってください。古い控えは、それまでのバックアップを読むためだけに要ります",
                   "a new master key is in " + vault.keyFile() +
                       "\ncopy it anew; the old copy is needed for earlier backups only"});
}

}  // namespace toitsu::cli
