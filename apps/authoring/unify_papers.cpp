#include "apps/authoring/unify_papers.h"

#include <algorithm>
#include <cstdlib>

#include "apps/authoring/template_files.h"
#include "base/files.h"
#include "base/xml.h"

namespace toitsu::authoring {

namespace {

constexpr std::string_view kDraft = "urn:toitsu:draft:1";

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

}  // namespace

std::map<std::string, double> draftGuesses(const std::string& layoutXml, const std::string& file) {
    std::map<std::string, double> guesses;
    const auto document = xml::parse(layoutXml, file);
    if (!document) return guesses;
    for (const xml::Element& page : document->root.children)
        if (page.local == "page") readGuesses(page, "", guesses);
    return guesses;
}

Papers papersOf(const std::string& formFile, const std::vector<std::string>& layoutFiles, forms::Findings& findings) {
    Papers out;
    LayoutLoader loader;
    for (const std::string& file : layoutFiles) {
        auto loaded = loader.load(file, findings, formFile);
        if (!loaded) continue;
        forms::unification::Paper paper;
        paper.guesses = draftGuesses(files::read(file).value_or(""), file);
        paper.name = forms::unification::nameOf(loaded->layout);
        out.form = loaded->form;
        paper.layout = std::move(loaded->layout);
        out.papers.push_back(std::move(paper));
    }
    return out;
}

}  // namespace toitsu::authoring
