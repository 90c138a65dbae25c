#include "apps/station/places.h"

#include <cstdlib>
#include <filesystem>

namespace toitsu::station {

namespace fs = std::filesystem;

std::string executableFolder() {
    std::error_code failed;
    const fs::path self = fs::read_symlink("/proc/self/exe", failed);
    return failed ? std::string(".") : self.parent_path().string();
}

namespace {

bool isFolder(const fs::path& path) {
    std::error_code failed;
    return fs::is_directory(path, failed);
}

std::string shipped(const char* variable, const std::string& installed, const std::string& source) {
    if (const char* value = std::getenv(variable); value != nullptr && *value != '\0') return value;
    const fs::path share = fs::path(executableFolder()) / ".." / "share" / "toitsu" / installed;
    if (isFolder(share)) return share.lexically_normal().string();
    return (fs::path(TOITSU_SOURCE_DIR) / source).string();
}

}  // namespace

Result<std::string> weightsFolder(const std::string& asked) {
    const std::string folder = asked.empty() ? shipped("TOITSU_WEIGHTS", "weights", "ocr/weights") : asked;
    if (isFolder(folder)) return folder;
    return fail(ErrorKind::notFound, "C001",
                {"文字認識の重みのフォルダーがありません。--weights か環境変数 TOITSU_WEIGHTS で場所を指定してください",
                 "the folder with the recognisers' weights is missing; name it with --weights or TOITSU_WEIGHTS"},
                Place{folder, 0, 0, 0});
}

Result<std::string> libraryFolder(const std::string& asked) {
    const std::string folder = asked.empty() ? shipped("TOITSU_LIBRARY", "templates", "templates") : asked;
    if (isFolder(folder)) return folder;
    return fail(ErrorKind::notFound, "C002",
                {"ひな型集のフォルダーがありません。--library で forms/ のあるフォルダーを指定してください",
                 "the library folder is missing; name the folder that has forms/ with --library"},
                Place{folder, 0, 0, 0});
}

}  // namespace toitsu::station
