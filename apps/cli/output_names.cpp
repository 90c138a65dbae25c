#include "apps/cli/output_names.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/files.h"

namespace toitsu::cli {

namespace fs = std::filesystem;

namespace {

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::string absolute(const std::string& path) {
    std::error_code failed;
    const fs::path known = fs::weakly_canonical(path, failed);
    return failed ? fs::absolute(path).lexically_normal().string() : known.string();
}

// Names that differ without regard to case: some file systems cannot tell A.pdf from a.pdf.
std::vector<std::string> stemsOf(const std::vector<std::string>& scans) {
    std::map<std::string, int> count;
    for (const std::string& scan : scans) ++count[lower(fs::path(scan).stem().string())];
    std::set<std::string> taken;
    std::vector<std::string> stems;
    for (const std::string& scan : scans) {
        const fs::path path(scan);
        const bool only = count[lower(path.stem().string())] == 1;
        const std::string wanted = only ? path.stem().string() : path.filename().string();
        std::string stem = wanted;
        for (int number = 2; !taken.insert(lower(stem)).second; ++number) stem = wanted + "-" + std::to_string(number);
        stems.push_back(stem);
    }
    return stems;
}

std::string numbered(int page) {
    std::string text = std::to_string(page);
    text.insert(0, text.size() < 4 ? 4 - text.size() : 0, '0');
    return "-" + text;
}

}  // namespace

Result<OutputNames> OutputNames::make(const std::string& out, const std::vector<std::string>& scans,
                                      const std::string& extension) {
    OutputNames names;
    std::error_code failed;
    const fs::path path(out);
    names.oneFile_ = lower(path.extension().string()) == extension && !fs::is_directory(path, failed);
    if (names.oneFile_) {
        names.file_ = out;
        names.folder_ = path.has_parent_path() ? path.parent_path().string() : ".";
    } else {
        names.folder_ = out;
        if (auto made = files::makeFolders(out); !made) return fail(made.error());
    }
    for (const std::string& scan : scans) names.scans_.insert(absolute(scan));
    names.stems_ = stemsOf(scans);
    return names;
}

Result<std::string> OutputNames::next(std::size_t scan, int page, int pages, const std::string& extension, int sheet) {
    const std::string part = sheet > 0 ? "-sheet" + std::to_string(sheet) : std::string();
    std::string path = folder_ + "/" + stems_[scan] + (pages > 1 ? numbered(page) : "") + part + extension;
    if (oneFile_ && lower(fs::path(file_).extension().string()) == extension) path = file_;
    if (!given_.insert(path).second)
        return fail(ErrorKind::usage, "C091",
                    {"出力先のファイルは 1 つですが、書き出すものが複数あります。--out にフォルダーを指定してください",
                     "--out names one file, and there is more than one to write; name a folder"},
                    {path, 0, 0, 0});
    if (scans_.count(absolute(path)) > 0)
        return fail(ErrorKind::refused, "C092",
                    {"出力が元の画像を上書きします。--out に別のフォルダーを指定してください",
                     "the output would overwrite a scan; name another folder with --out"},
                    {path, 0, 0, 0});
    return path;
}

}  // namespace toitsu::cli
