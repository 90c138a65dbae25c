#include "apps/cli/form_command.h"

#include <filesystem>
#include <optional>

#include "apps/cli/binding_lint.h"
#include "apps/cli/library_folder.h"
#include "base/files.h"
#include "base/xml.h"
#include "forms/blank.h"

namespace toitsu::cli {

namespace fs = std::filesystem;

namespace {

constexpr const char* kForm = "urn:toitsu:form:1";
constexpr const char* kLayout = "urn:toitsu:layout:1";

// A layout stands in <form>/layouts/, its form in <form>/form.xml; a layout that lies beside form.xml is found, too.
std::string formFileOf(const std::string& layout) {
    const fs::path here = fs::absolute(layout).parent_path();
    for (const fs::path& folder : {here.parent_path(), here}) {
        std::error_code ignored;  // a folder that cannot be looked at has no form for us
        if (fs::is_regular_file(folder / "form.xml", ignored))
            return fs::relative(folder / "form.xml", ignored).string();
    }
    return (here.parent_path() / "form.xml").string();
}

std::optional<forms::Layout> loadLayout(const std::string& file, const std::string& xml, forms::Findings& findings) {
    const std::string formFile = formFileOf(file);
    auto formXml = files::read(formFile);
    if (!formXml) {
        findings.errors.push_back(
            {ErrorKind::notFound,
             "C004",
             {"このレイアウトの様式 form.xml が一つ上のフォルダーにありません。layouts/ フォルダーに置いてください",
              "the layout's form.xml is not in the folder above; put the layout into the form's layouts/ folder"},
             Place{file, 0, 0, 0}});
        return std::nullopt;
    }
    forms::Findings ofForm;
    const auto form = forms::parseForm(*formXml, formFile, ofForm);
    if (!form) {
        findings.errors.insert(findings.errors.end(), ofForm.errors.begin(), ofForm.errors.end());
        return std::nullopt;
    }
    return forms::parseLayout(xml, file, *form, findings);
}

void lintFile(const std::string& file, forms::Findings& findings) {
    auto xml = files::read(file);
    if (!xml) {
        findings.errors.push_back(xml.error());
        return;
    }
    const auto document = xml::parse(*xml, file);
    if (!document) {
        findings.errors.push_back(document.error());
        return;
    }
    if (document->root.space == kForm)
        forms::parseForm(*xml, file, findings);
    else if (document->root.space == kLayout)
        loadLayout(file, *xml, findings);
    else
        findings.errors.push_back({ErrorKind::schema,
                                   "C005",
                                   {"様式でもレイアウトでもありません。ルート要素に xmlns=\"urn:toitsu:form:1\" か "
                                    "xmlns=\"urn:toitsu:layout:1\" を書いてください",
                                    "neither a form nor a layout; give the root element xmlns=\"urn:toitsu:form:1\" or "
                                    "xmlns=\"urn:toitsu:layout:1\""},
                                   document->root.place});
}

// The form and layout files below a folder: form.xml and what lies in a folder named layouts.
std::vector<std::string> templateFiles(const std::string& folder) {
    std::vector<std::string> found;
    for (const std::string& file : filesBelow(folder, ".xml")) {
        const fs::path path(file);
        if (path.filename() == "form.xml" || path.parent_path().filename() == "layouts") found.push_back(file);
    }
    return found;
}

}  // namespace

void formBlank(const BlankOptions& options, Terminal& terminal) {
    auto xml = files::read(options.layout);
    if (!xml) return terminal.report(xml.error());
    forms::Findings findings;
    const auto layout = loadLayout(options.layout, *xml, findings);
    for (const Error& error : findings.errors) terminal.report(error);
    if (!layout) return;
    if (const auto made = files::makeFolders(options.out); !made) return terminal.report(made.error());
    const std::string stem = (fs::path(options.out) / layout->id).string();
    if (const auto done = forms::writeBlankPdf(*layout, stem + ".pdf"); !done) return terminal.report(done.error());
    terminal.out << stem << ".pdf\n";
    for (const forms::LayoutPage& page : layout->pages) {
        const std::string file = stem + (layout->pages.size() == 1 ? "" : "-" + std::to_string(page.number)) + ".png";
        if (const auto done = forms::writeBlankPng(*layout, page, options.dpi, file); !done)
            return terminal.report(done.error());
        terminal.out << file << "\n";
    }
}

void formLint(const FormLintOptions& options, Terminal& terminal) {
    forms::Findings findings;
    int checked = 0;
    for (const std::string& path : options.paths) {
        std::error_code failed;
        const auto files = fs::is_directory(path, failed) ? templateFiles(path) : std::vector<std::string>{path};
        if (files.empty())
            findings.errors.push_back(
                {ErrorKind::notFound,
                 "C006",
                 {"このフォルダーに様式もレイアウトもありません", "no form and no layout in this folder"},
                 Place{path, 0, 0, 0}});
        for (const std::string& file : files) lintFile(file, findings);
        checked += static_cast<int>(files.size()) + lintBindings(path, findings);
    }
    for (const Error& error : findings.errors) terminal.report(error);
    for (const Error& warning : findings.warnings) terminal.warn(warning);
    terminal.line({std::to_string(checked) + " ファイルを検査: 誤り " + std::to_string(findings.errors.size()) +
                       " 件、注意 " + std::to_string(findings.warnings.size()) + " 件",
                   std::to_string(checked) + " files checked: " + std::to_string(findings.errors.size()) + " errors, " +
                       std::to_string(findings.warnings.size()) + " warnings"});
}

}  // namespace toitsu::cli
