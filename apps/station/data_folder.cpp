#include "apps/station/data_folder.h"

#include <filesystem>

#include "base/files.h"
#include "base/json.h"

namespace toitsu::station {

namespace fs = std::filesystem;

Result<DataFolder> DataFolder::create(const std::string& path, const std::string& keyFile) {
    for (const char* inner : {"", "/blobs", "/crops", "/pages", "/drafts"})
        if (const auto made = files::makeFolders(path + inner); !made) return fail(made.error());
    std::error_code failed;
    fs::permissions(path, fs::perms::owner_all, failed);
    if (failed)
        return fail(ErrorKind::refused, "C011",
                    {"データフォルダーを本人だけが読めるように設定できません。別の場所を --data で指定してください",
                     "the data folder cannot be made private to its owner; name another place with --data"},
                    Place{path, 0, 0, 0});
    return DataFolder(path, keyFile);
}

Result<DataFolder> DataFolder::open(const std::string& path, const std::string& keyFile) {
    std::error_code failed;
    if (!fs::is_directory(path + "/pages", failed))
        return fail(
            ErrorKind::notFound, "C010",
            {"ここにデータフォルダーがありません。先に toitsu intake で画像を取り込むか、--data を直してください",
             "there is no data folder here; take scans in with toitsu intake first, or correct --data"},
            Place{path, 0, 0, 0});
    return DataFolder(path, keyFile);
}

Result<void> DataFolder::room(std::uintmax_t least) const {
    std::error_code failed;
    const auto space = std::filesystem::space(path_, failed);
    if (!failed && space.available >= least) return {};
    const std::string left = failed ? "?" : std::to_string(space.available >> 20);
    return fail(ErrorKind::unavailable, "C014",
                {"ディスクの空きが残り " + left + " MB です。なくなると画像も入力も受け付けられません。空けてください",
                 "the disk has " + left + " MB left; with none, no scan and no entry can be taken: free some"});
}

Result<void> DataFolder::rememberLibrary(const std::string& folder) const {
    std::error_code failed;
    const fs::path whole = fs::canonical(folder, failed);
    const Value value = Context{{"library", failed ? folder : whole.string()}};
    return files::writeAtomically(path_ + "/station.json", json::writePretty(value) + "\n");
}

std::string DataFolder::rememberedLibrary() const {
    const auto content = files::read(path_ + "/station.json");
    if (!content) return {};
    const auto value = json::parse(*content);
    if (!value) return {};
    const std::string* folder = (*value)["library"].string();
    return folder == nullptr ? std::string() : *folder;
}

}  // namespace toitsu::station
