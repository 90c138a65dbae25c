#include "apps/cli/form_fmt_command.h"

#include <filesystem>

#include "apps/authoring/template_files.h"
#include "base/files.h"
#include "forms/format.h"

namespace toitsu::cli {

using namespace authoring;

namespace fs = std::filesystem;

namespace {

// True when the file is not, or was not, in its canonical form.
bool formatFile(const std::string& file, bool check, Terminal& terminal) {
    const auto xml = files::read(file);
    if (!xml) {
        terminal.report(xml.error());
        return false;
    }
    const auto formatted = forms::formatTemplate(*xml, file);
    if (!formatted) {
        terminal.report(formatted.error());
        return false;
    }
    if (*formatted == *xml) return false;
    if (!check)
        if (const auto written = files::writeAtomically(file, *formatted); !written) {
            terminal.report(written.error());
            return false;
        }
    terminal.out << file << "\n";
    return true;
}

}  // namespace

void formFmt(const FormFmtOptions& options, Terminal& terminal) {
    int seen = 0, changed = 0;
    for (const std::string& path : options.paths) {
        std::error_code failed;
        const auto files = fs::is_directory(path, failed) ? templateFiles(path) : std::vector<std::string>{path};
        if (files.empty())
            terminal.report({ErrorKind::notFound,
                             "C006",
                             {"このフォルダーに様式もレイアウトもありません", "no form and no layout in this folder"},
                             Place{path, 0, 0, 0}});
        for (const std::string& file : files) changed += formatFile(file, options.check, terminal) ? 1 : 0;
        seen += static_cast<int>(files.size());
    }
    const std::string all = std::to_string(seen), other = std::to_string(changed);
    if (!options.check)
        return terminal.line({all + " ファイルのうち " + other + " ファイルを書き直しました",
                              other + " of " + all + " files rewritten"});
    if (changed > 0) terminal.differs();
    terminal.line({all + " ファイルのうち " + other + " ファイルが整っていません（toitsu form fmt で直せます）",
                   other + " of " + all + " files are not in canonical form (toitsu form fmt rewrites them)"});
}

}  // namespace toitsu::cli
