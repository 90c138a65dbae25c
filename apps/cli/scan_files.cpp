#include "apps/cli/scan_files.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

namespace toitsu::cli {

namespace fs = std::filesystem;

namespace {

bool looksLikeScan(const fs::path& path) {
    std::string extension = path.extension().string();
    for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    static constexpr std::array<std::string_view, 7> kKnown{".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".pdf"};
    return std::find(kKnown.begin(), kKnown.end(), extension) != kKnown.end();
}

Error noScans(const std::string& folder) {
    return {ErrorKind::input,
            "C094",
            {"フォルダーに画像（PNG、JPEG、TIFF、WebP、PDF）がありません。中のフォルダーは見ません",
             "the folder has no scans (PNG, JPEG, TIFF, WebP, PDF); folders in it are not looked into"},
            {folder, 0, 0, 0}};
}

}  // namespace

std::vector<std::string> scanFiles(const std::vector<std::string>& named, Terminal& terminal) {
    std::vector<std::string> files;
    for (const std::string& name : named) {
        std::error_code failed;
        if (!fs::is_directory(name, failed)) {
            files.push_back(name);
            continue;
        }
        std::vector<std::string> inside;
        int others = 0;
        for (fs::directory_iterator it(name, failed), end; !failed && it != end; it.increment(failed)) {
            std::error_code unknown;
            if (!it->is_regular_file(unknown)) continue;
            if (looksLikeScan(it->path()))
                inside.push_back(it->path().string());
            else
                ++others;
        }
        if (inside.empty()) {
            terminal.report(noScans(name));
            continue;
        }
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
        if (others > 0)
            terminal.warn({ErrorKind::input,
                           "C095",
                           {std::to_string(others) + " 個のファイルは画像の拡張子ではないので読みません",
                            std::to_string(others) + " files without a scan's extension are left out"},
                           {name, 0, 0, 0}});
    }
    return files;
}

}  // namespace toitsu::cli
