#include "apps/authoring/stage.h"

#include <filesystem>

namespace toitsu::authoring {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> notMade(const std::string& path) {
    return fail(ErrorKind::unavailable, "X013",
                {"作業用のフォルダーに書けません。ディスクの空きを確かめてください",
                 "the folder for trying it out cannot be written; see whether the disk is full"},
                Place{path, 0, 0, 0});
}

}  // namespace

Result<Stage> Stage::make(const std::string& library, const std::string& part, const Texts& texts,
                          const Paths& hidden) {
    auto folder = files::TemporaryFolder::make("toitsu-stage");
    if (!folder) return fail(folder.error());
    Stage stage(std::move(*folder));
    std::error_code failed;
    const fs::path from = fs::absolute(library, failed).lexically_normal();
    const fs::path begin = part.empty() ? from : from / part;
    fs::create_directories(fs::path(stage.root()) / part, failed);
    if (failed) return notMade(part);
    for (fs::recursive_directory_iterator it(begin, failed), end; !failed && it != end; it.increment(failed)) {
        const fs::path relative = it->path().lexically_relative(from);
        std::error_code looking;  // what goes away while we look is not there
        if (it->is_directory(looking)) {
            fs::create_directories(fs::path(stage.root()) / relative, failed);
        } else if (it->is_regular_file(looking) && texts.count(relative.generic_string()) == 0 &&
                   hidden.count(relative.generic_string()) == 0) {
            fs::create_symlink(it->path(), fs::path(stage.root()) / relative, failed);
        }
        if (failed) return notMade(relative.string());
    }
    for (const auto& [path, text] : texts) {
        if (!part.empty() && path.compare(0, part.size() + 1, part + "/") != 0) continue;
        const std::string file = stage.file(path);
        if (auto made = files::makeFolders(fs::path(file).parent_path().string()); !made) return fail(made.error());
        if (auto written = files::writeAtomically(file, text); !written) return fail(written.error());
    }
    return stage;
}

std::string Stage::pathOf(const std::string& file) const {
    const std::string relative = fs::path(file).lexically_normal().lexically_relative(root()).generic_string();
    return relative.empty() || relative.substr(0, 2) == ".." ? std::string() : relative;
}

Error Stage::told(Error error) const {
    if (!error.place.file.empty()) error.place.file = pathOf(error.place.file);
    const std::string here = root() + "/";
    for (std::string* text : {&error.message.ja, &error.message.en})
        for (std::size_t at = text->find(here); at != std::string::npos; at = text->find(here, at))
            text->erase(at, here.size());
    return error;
}

}  // namespace toitsu::authoring
