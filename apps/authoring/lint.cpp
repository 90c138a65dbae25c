#include "apps/authoring/lint.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "apps/authoring/binding_lint.h"
#include "apps/authoring/template_files.h"
#include "base/files.h"
#include "base/xml.h"
#include "forms/form_parser.h"
#include "forms/layout_parser.h"
#include "forms/library_lint.h"
#include "rules/lint.h"

namespace toitsu::authoring {

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

std::vector<std::string> modelFiles(const std::string& path) {
    std::error_code problem;
    if (!fs::is_directory(path, problem)) return {path};
    std::vector<std::string> out;
    for (auto at = fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied, problem);
         !problem && at != fs::recursive_directory_iterator(); at.increment(problem))
        if (at->path().extension() == ".dmn") out.push_back(at->path().string());
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

Linted lintForms(const std::vector<std::string>& paths) {
    Linted out;
    forms::Findings& findings = out.findings;
    LayoutLoader loader;
    for (const std::string& path : paths) {
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
        out.files += static_cast<int>(files.size()) + lintBindings(path, findings);
    }
    dropRepeated(findings.errors);
    return out;
}

Linted lintModels(const std::vector<std::string>& paths) {
    Linted out;
    forms::Findings& findings = out.findings;
    for (const std::string& path : paths) {
        const auto files = modelFiles(path);
        if (files.empty())
            findings.errors.push_back({ErrorKind::notFound,
                                       "C063",
                                       {"このフォルダーに DMN のファイルがありません", "no DMN file in this folder"},
                                       Place{path, 0, 0, 0}});
        for (const std::string& file : files) {
            rules::DecisionFindings found = rules::lintDecisions(file);
            std::move(found.errors.begin(), found.errors.end(), std::back_inserter(findings.errors));
            std::move(found.warnings.begin(), found.warnings.end(), std::back_inserter(findings.warnings));
        }
        out.files += static_cast<int>(files.size());
    }
    return out;
}

}  // namespace toitsu::authoring
