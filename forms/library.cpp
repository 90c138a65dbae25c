#include "forms/library.h"

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "forms/findings.h"

namespace toitsu::forms {
namespace {

namespace fs = std::filesystem;
constexpr std::uint64_t kLargestTemplate = 16u << 20;

std::vector<fs::path> sortedEntries(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code problem;
    for (fs::directory_iterator it(folder, problem), end; !problem && it != end; it.increment(problem)) {
        entries.push_back(it->path());
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

bool isFile(const fs::path& path) {
    std::error_code problem;
    return fs::is_regular_file(path, problem);
}

std::optional<std::string> readTemplate(const fs::path& path, Findings& findings) {
    auto content = files::read(path.string(), kLargestTemplate);
    if (content) return std::move(*content);
    findings.errors.push_back(content.error());
    return {};
}

void loadLayouts(const fs::path& folder, const Form* form, Library& library, Findings& findings) {
    for (const fs::path& path : sortedEntries(folder / "layouts")) {
        if (path.extension() != ".xml") continue;
        if (!form) {
            addWarning(findings, "F052",
                       {"様式に誤りがあるため、このレイアウトは調べていません。まず form.xml を直してください。",
                        "Not checked, because the form has mistakes. Correct form.xml first."},
                       Place{path.string()});
            continue;
        }
        const auto source = readTemplate(path, findings);
        if (!source) continue;
        auto layout = parseLayout(*source, path.string(), *form, findings);
        if (!layout) continue;
        if (const Layout* other = library.layout(layout->id)) {
            addError(findings, "F054",
                     {"レイアウトの id「" + layout->id + "」は " + other->place.file +
                          " にもあります。片方の id を変えてください。",
                      "The layout id \"" + layout->id + "\" is also used by " + other->place.file + ". Rename one."},
                     layout->place);
            continue;
        }
        library.layouts.push_back(std::make_shared<const Layout>(std::move(*layout)));
    }
}

void loadForm(const fs::path& folder, Library& library, Findings& findings) {
    const fs::path path = folder / "form.xml";
    const auto source = readTemplate(path, findings);
    if (!source) return;
    auto form = parseForm(*source, path.string(), findings);
    if (form && library.form(form->id)) {
        addError(findings, "F053",
                 {"様式の id「" + form->id + "」は " + library.form(form->id)->place.file +
                      " にもあります。片方の id を変えてください。",
                  "The form id \"" + form->id + "\" is also used by " + library.form(form->id)->place.file +
                      ". Rename one."},
                 form->place);
        return;
    }
    if (form) library.forms.push_back(std::make_shared<const Form>(std::move(*form)));
    loadLayouts(folder, form ? library.forms.back().get() : nullptr, library, findings);
}

}  // namespace

const Form* Library::form(std::string_view id) const {
    const auto it = std::find_if(forms.begin(), forms.end(), [&](const auto& f) { return f->id == id; });
    return it == forms.end() ? nullptr : it->get();
}

const Layout* Library::layout(std::string_view id) const {
    const auto it = std::find_if(layouts.begin(), layouts.end(), [&](const auto& l) { return l->id == id; });
    return it == layouts.end() ? nullptr : it->get();
}

const Form* Library::asked(std::string_view formId, std::string_view layoutId) const {
    const Form* whole = form(formId);
    const Layout* paper = layout(layoutId);
    return whole == nullptr || paper == nullptr || paper->form != formId ? whole : &askedForm(*whole, *paper);
}

Result<Library> Library::load(const std::string& folder, Findings& findings) {
    Library library;
    library.folder = folder;
    std::vector<fs::path> formFolders;
    if (isFile(fs::path(folder) / "form.xml")) {
        formFolders.emplace_back(folder);
    } else {
        for (const fs::path& entry : sortedEntries(fs::path(folder) / "forms")) {
            if (isFile(entry / "form.xml")) formFolders.push_back(entry);
        }
    }
    if (formFolders.empty()) {
        return fail(ErrorKind::notFound, "F001",
                    {"このフォルダに様式がありません。forms/<様式>/form.xml のあるフォルダを指定してください。",
                     "There are no forms in this folder. Name a folder that holds forms/<form>/form.xml."},
                    Place{folder});
    }
    for (const fs::path& formFolder : formFolders) loadForm(formFolder, library, findings);
    return library;
}

}  // namespace toitsu::forms
