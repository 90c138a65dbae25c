#include "apps/cli/form_lint.h"

#include <filesystem>
#include <map>

#include "apps/cli/binding_lint.h"
#include "apps/cli/finding_report.h"
#include "apps/cli/template_files.h"
#include "base/files.h"
#include "base/xml.h"
#include "forms/form_parser.h"
#include "forms/layout_parser.h"
#include "forms/library_lint.h"

namespace toitsu::cli {

namespace fs = std::filesystem;

namespace {

void lintFile(const std::string& file, LayoutLoader& loader, forms::Findings& findings) {
    const auto xml = files::read(file);
    if (!xml) {
        findings.errors.push_back(xml.error());
        return;
    }
    const auto document = xml::parse(*xml, file);
    if (!document) {
        findings.errors.push_back(document.error());
        return;
    }
    if (document->root.space == forms::kFormNamespace)
        forms::parseForm(*xml, file, findings);
    else if (document->root.space == forms::kLayoutNamespace)
        loader.load(file, findings);
    else
        findings.errors.push_back(neitherFormNorLayout(document->root.place));
}

// A form with mistakes is reported once, not once more for each of its layouts.
void dropRepeated(std::vector<Error>& errors) {
    std::map<std::string, bool> seen;
    std::erase_if(errors, [&](const Error& error) { return !seen.emplace(error.text(Language::en), true).second; });
}

// What only shows when a form and all its layouts are looked at together; their own mistakes are told already.
void lintTogether(const std::vector<std::string>& files, forms::Findings& findings) {
    for (const std::string& file : files) {
        if (fs::path(file).filename() != "form.xml") continue;
        forms::Findings told;
        const auto library = forms::Library::load(fs::path(file).parent_path().string(), told);
        if (library && told.errors.empty()) forms::lintLibrary(*library, findings);
    }
}

}  // namespace

void formLint(const FormLintOptions& options, Terminal& terminal) {
    forms::Findings findings;
    LayoutLoader loader;
    int checked = 0;
    for (const std::string& path : options.paths) {
        std::error_code failed;
        const bool folder = fs::is_directory(path, failed);
        const auto files = folder ? templateFiles(path) : std::vector<std::string>{path};
        if (files.empty())
            findings.errors.push_back(
                {ErrorKind::notFound,
                 "C006",
                 {"このフォルダーに様式もレイアウトもありません", "no form and no layout in this folder"},
                 Place{path, 0, 0, 0}});
        for (const std::string& file : files) lintFile(file, loader, findings);
        if (folder) lintTogether(files, findings);
        checked += static_cast<int>(files.size()) + lintBindings(path, findings);
    }
    dropRepeated(findings.errors);
    reportFindings(findings, options.format, terminal);
    if (options.format == "text")
        terminal.line({std::to_string(checked) + " ファイルを検査: 誤り " + std::to_string(findings.errors.size()) +
                           " 件、注意 " + std::to_string(findings.warnings.size()) + " 件",
                       std::to_string(checked) + " files checked: " + std::to_string(findings.errors.size()) +
                           " errors, " + std::to_string(findings.warnings.size()) + " warnings"});
}

}  // namespace toitsu::cli
