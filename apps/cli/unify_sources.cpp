#include "apps/cli/unify_sources.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "apps/cli/template_files.h"
#include "base/files.h"
#include "base/xml.h"

namespace toitsu::cli {

namespace fs = std::filesystem;

namespace {

using forms::unification::Paper;

constexpr std::string_view kDraft = "urn:toitsu:draft:1";

bool isBlank(const std::string& file) {
    std::string extension = fs::path(file).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension != ".xml";
}

// Layout files of the folder and below; form.xml files are found from them.
std::vector<std::string> layoutFiles(const std::string& input, Terminal& terminal) {
    std::error_code ignored;
    if (!fs::is_directory(input, ignored)) return {input};
    std::vector<std::string> files = templateFiles(input);
    std::erase_if(files, [](const std::string& file) { return fs::path(file).filename() == "form.xml"; });
    if (files.empty())
        for (const fs::directory_entry& entry : fs::directory_iterator(input, ignored))
            if (entry.path().extension() == ".xml" && entry.path().filename() != "form.xml" &&
                entry.path().filename() != "decisions.xml")
                files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    if (files.empty())
        terminal.report({ErrorKind::notFound,
                         "C006",
                         {"このフォルダーに様式もレイアウトもありません", "no form and no layout in this folder"},
                         {input, 0, 0, 0}});
    return files;
}

void readGuesses(const xml::Element& element, const std::string& prefix, std::map<std::string, double>& guesses) {
    for (const xml::Element& child : element.children) {
        if (child.local == "rows") {
            readGuesses(child, child.get("group") + "." + child.get("first", "1") + ".", guesses);
            continue;
        }
        const std::string* confidence = child.find("confidence", kDraft);
        for (const xml::Element& option : child.children)
            if (confidence == nullptr) confidence = option.find("confidence", kDraft);
        if (confidence == nullptr || child.get("field").empty()) continue;
        const std::string part = child.get("part");
        guesses[prefix + child.get("field") + (part.empty() ? "" : "/" + part)] =
            std::clamp(std::atof(confidence->c_str()), 0.0, 1.0);
    }
}

// Fields of drafts whose forms were made for each blank alone: what has the same id is taken for the same.
void mergeForm(forms::Form& into, const forms::Form& other) {
    for (const forms::Field& field : other.fields) {
        const auto it = std::find_if(into.fields.begin(), into.fields.end(),
                                     [&](const forms::Field& f) { return f.id == field.id; });
        if (it == into.fields.end()) {
            into.fields.push_back(field);
            continue;
        }
        for (const forms::Option& option : field.options)
            if (!it->option(option.code)) it->options.push_back(option);
    }
    for (const forms::Group& group : other.groups)
        if (!into.group(group.id)) into.groups.push_back(group);
}

}  // namespace

std::map<std::string, double> draftGuesses(const std::string& layoutXml, const std::string& file) {
    std::map<std::string, double> guesses;
    const auto document = xml::parse(layoutXml, file);
    if (!document) return guesses;
    for (const xml::Element& page : document->root.children)
        if (page.local == "page") readGuesses(page, "", guesses);
    return guesses;
}

std::optional<UnifySources> unifySources(const std::vector<std::string>& inputs, const std::string& form,
                                         Terminal& terminal) {
    UnifySources sources;
    LayoutLoader loader;
    bool drafted = false, first = true;
    for (const std::string& input : inputs) {
        for (const std::string& file : layoutFiles(input, terminal)) {
            if (isBlank(file)) {
                terminal.report(
                    {ErrorKind::usage,
                     "C169",
                     {"白紙からは、まず toitsu form draft でレイアウトの下書きを作り、その .xml を指定してください",
                      "a blank is drafted first: toitsu form draft, then name the layout that it writes"},
                     {file, 0, 0, 0}});
                continue;
            }
            const std::string formFile = form.empty() ? formFileOf(file) : form;
            forms::Findings findings;
            auto loaded = loader.load(file, findings, form);
            for (const Error& error : findings.errors) terminal.report(error);
            if (!loaded) continue;
            const forms::Form* own = &loaded->form;
            forms::Layout* layout = &loaded->layout;
            Paper paper;
            paper.guesses = draftGuesses(files::read(file).value_or(""), file);
            drafted = drafted || !paper.guesses.empty();
            if (first) {
                sources.form = *own;
                sources.formFile = formFile;
                first = false;
            } else if (own->id != sources.form.id) {
                if (paper.guesses.empty() && !drafted) {
                    terminal.report({ErrorKind::usage,
                                     "C168",
                                     {"別の様式のレイアウトが混じっています（" + sources.form.id + " と " + own->id +
                                          "）。一つの手続の用紙だけを指定してください",
                                      "layouts of several forms (" + sources.form.id + " and " + own->id +
                                          "); name the papers of one job"},
                                     {file, 0, 0, 0}});
                    return {};
                }
                mergeForm(sources.form, *own);
                sources.formFile.clear();
            }
            const bool twice = std::any_of(sources.papers.begin(), sources.papers.end(),
                                           [&](const Paper& p) { return p.layout.id == layout->id; });
            if (twice) continue;  // the same file by two ways
            paper.name = forms::unification::nameOf(*layout);
            paper.layout = std::move(*layout);
            sources.papers.push_back(std::move(paper));
            sources.layoutFiles.push_back(file);
        }
    }
    // A report that lacks a municipality without a word would be worse than none.
    if (sources.papers.empty() || terminal.exitStatus() != 0) return {};
    return sources;
}

}  // namespace toitsu::cli
