#include "apps/cli/demo_library.h"

#include <filesystem>
#include <set>

#include "apps/authoring/plain_binding.h"
#include "base/files.h"

namespace toitsu::cli {

namespace fs = std::filesystem;

Result<void> makeDemoLibrary(const forms::Library& shipped, const std::string& from, const std::string& to) {
    std::error_code failed;
    fs::remove_all(to, failed);
    if (!failed) fs::copy(from, to, fs::copy_options::recursive, failed);
    if (failed)
        return fail(ErrorKind::unavailable, "C075",
                    {"ひな型集を写せません（" + failed.message() + "）。空きと権限を確かめてください",
                     "the library cannot be copied (" + failed.message() + "); check space and permissions"},
                    {to, 0, 0, 0});
    std::set<std::string> made;
    for (const auto& layout : shipped.layouts) {
        const forms::Form* form = shipped.form(layout->form);
        if (form == nullptr) continue;
        const auto binding = authoring::plainBinding(shipped, *form, layout->municipality);
        const std::string file = to + "/" + binding.path;
        if (!made.insert(file).second || fs::exists(file)) continue;
        if (auto folder = files::makeFolders(fs::path(file).parent_path().string()); !folder) return folder;
        if (auto written = files::writeAtomically(file, binding.xml); !written) return written;
    }
    return {};
}

}  // namespace toitsu::cli
