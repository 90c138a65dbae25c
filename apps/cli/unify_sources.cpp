#include "apps/cli/unify_sources.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "apps/authoring/template_files.h"
#include "apps/authoring/unify_papers.h"
#include "apps/cli/scan_files.h"
#include "apps/cli/unify_blanks.h"
#include "base/files.h"
#include "base/xml.h"

namespace toitsu::cli {

using namespace authoring;

namespace fs = std::filesystem;

namespace {

using forms::unification::Paper;

bool isBlank(const std::string& file) {
    std::string extension = fs::path(file).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension != ".xml";
}

// Layout files of the folder and below – form.xml files are found from them –, else the pictures in it.
std::vector<std::string> papersIn(const std::string& input, Terminal& terminal) {
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
    return files.empty() ? scanFiles({input}, terminal) : files;
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

std::optional<UnifySources> unifySources(const std::vector<std::string>& inputs, const std::string& form,
                                         const std::string& drafts, Terminal& terminal) {
    struct Source {
        std::string layout, form;
    };
    std::vector<Source> layouts;
    std::vector<std::string> blanks;
    for (const std::string& input : inputs)
        for (const std::string& file : papersIn(input, terminal))
            if (isBlank(file))
                blanks.push_back(file);
            else
                layouts.push_back({file, form});
    if (!blanks.empty()) {
        const std::string measured = !form.empty() || layouts.empty() ? form : formFileOf(layouts.front().layout);
        const BlankLayouts drafted = draftBlanks(blanks, measured, drafts, terminal);
        for (const std::string& layout : drafted.layouts) layouts.push_back({layout, drafted.form});
    }
    if (terminal.exitStatus() != 0) return {};
    UnifySources sources;
    LayoutLoader loader(DraftedForms::compared);
    bool drafted = false, first = true;
    for (const Source& source : layouts) {
        forms::Findings findings;
        auto loaded = loader.load(source.layout, findings, source.form);
        for (const Error& error : findings.errors) terminal.report(error);
        if (!loaded) continue;
        const forms::Form* own = &loaded->form;
        forms::Layout* layout = &loaded->layout;
        Paper paper;
        paper.guesses = draftGuesses(files::read(source.layout).value_or(""), source.layout);
        drafted = drafted || !paper.guesses.empty();
        if (first) {
            sources.form = *own;
            sources.formFile = source.form.empty() ? formFileOf(source.layout) : source.form;
            first = false;
        } else if (own->id != sources.form.id) {
            if (paper.guesses.empty() && !drafted) {
                terminal.report({ErrorKind::usage,
                                 "C168",
                                 {"別の様式のレイアウトが混じっています（" + sources.form.id + " と " + own->id +
                                      "）。一つの手続の用紙だけを指定してください",
                                  "layouts of several forms (" + sources.form.id + " and " + own->id +
                                      "); name the papers of one job"},
                                 {source.layout, 0, 0, 0}});
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
        sources.layoutFiles.push_back(source.layout);
    }
    // A report that lacks a municipality without a word would be worse than none.
    if (sources.papers.empty() || terminal.exitStatus() != 0) return {};
    return sources;
}

}  // namespace toitsu::cli
