#include "apps/authoring/template_files.h"

#include <filesystem>

#include "apps/station/library_folder.h"
#include "base/files.h"
#include "base/xml.h"
#include "forms/draft/draft_xml.h"
#include "forms/form_parser.h"
#include "forms/layout_parser.h"

namespace toitsu::authoring {

namespace fs = std::filesystem;

Error neitherFormNorLayout(const Place& place) {
    return {ErrorKind::schema,
            "C005",
            {"様式でもレイアウトでもありません。ルート要素に xmlns=\"urn:toitsu:form:1\" か "
             "xmlns=\"urn:toitsu:layout:1\" を書いてください",
             "neither a form nor a layout; give the root element xmlns=\"urn:toitsu:form:1\" or "
             "xmlns=\"urn:toitsu:layout:1\""},
            place};
}

namespace {

// What is no layout is told so, before anybody looks for the form of it.
std::optional<Error> noLayout(const std::string& xml, const std::string& file) {
    const auto document = xml::parse(xml, file);
    if (!document) return document.error();
    if (document->root.space == forms::kLayoutNamespace) return std::nullopt;
    if (document->root.space != forms::kFormNamespace) return neitherFormNorLayout(document->root.place);
    return Error{ErrorKind::usage,
                 "C157",
                 {"これは様式で、紙の場所がありません。layouts/ にあるレイアウトを指定してください",
                  "this is a form, and has no places on paper; name one of the layouts in its layouts/ folder"},
                 document->root.place};
}

}  // namespace

std::string formFileOf(const std::string& layoutFile) {
    const fs::path here = fs::absolute(layoutFile).parent_path();
    for (const fs::path& folder : {here.parent_path(), here}) {
        std::error_code ignored;  // a folder that cannot be looked at has no form for us
        if (fs::is_regular_file(folder / "form.xml", ignored))
            return fs::relative(folder / "form.xml", ignored).string();
    }
    return (here.parent_path() / "form.xml").string();
}

std::vector<std::string> templateFiles(const std::string& folder) {
    std::vector<std::string> found;
    for (const std::string& file : station::filesBelow(folder, ".xml")) {
        const fs::path path(file);
        if (path.filename() == "form.xml" || path.parent_path().filename() == "layouts") found.push_back(file);
    }
    return found;
}

std::optional<forms::Form> parseForm(std::string xml, const std::string& file, DraftedForms drafted,
                                     forms::Findings& findings) {
    const std::size_t head = xml.find("<form ");
    const bool draft = drafted == DraftedForms::compared && xml.find(forms::kDraftSpace) != std::string::npos;
    const bool basis = xml.find(" basis=", head) < xml.find('>', head);
    if (draft && !basis && head != std::string::npos) xml.insert(head + 5, " basis=\"?\"");
    return forms::parseForm(xml, file, findings);
}

namespace {

// A drafted layout whose municipality nobody has written yet.
std::optional<forms::Layout> parseLayout(std::string xml, const std::string& file, const forms::Form& form,
                                         DraftedForms drafted, forms::Findings& findings) {
    const std::string unknown = "municipality=\"" + std::string(kUnknownMunicipality) + "\"";
    const std::size_t at = drafted == DraftedForms::compared ? xml.find(unknown) : std::string::npos;
    if (at == std::string::npos || xml.find(forms::kDraftSpace) == std::string::npos)
        return forms::parseLayout(xml, file, form, findings);
    xml.replace(at, unknown.size(), "municipality=\"000001\"");  // the same with its check digit
    auto layout = forms::parseLayout(xml, file, form, findings);
    if (layout) layout->municipality = kUnknownMunicipality;
    return layout;
}

}  // namespace

std::optional<LoadedLayout> loadLayoutFile(const std::string& file, forms::Findings& findings) {
    return LayoutLoader().load(file, findings);
}

std::optional<LoadedLayout> LayoutLoader::load(const std::string& file, forms::Findings& findings,
                                               const std::string& asked) {
    const auto xml = files::read(file);
    if (!xml) {
        findings.errors.push_back(xml.error());
        return std::nullopt;
    }
    if (auto wrong = noLayout(*xml, file)) {
        findings.errors.push_back(std::move(*wrong));
        return std::nullopt;
    }
    const std::string formFile = asked.empty() ? formFileOf(file) : asked;
    auto known = forms_.find(formFile);
    if (known == forms_.end()) {
        const auto formXml = files::read(formFile);
        if (!formXml && !asked.empty()) {
            findings.errors.push_back(formXml.error());
            forms_.emplace(formFile, std::nullopt);
            return std::nullopt;
        }
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
        known = forms_.emplace(formFile, parseForm(*formXml, formFile, drafted_, ofForm)).first;
        if (!known->second) findings.errors.insert(findings.errors.end(), ofForm.errors.begin(), ofForm.errors.end());
    }
    if (!known->second) return std::nullopt;
    auto layout = parseLayout(*xml, file, *known->second, drafted_, findings);
    if (!layout) return std::nullopt;
    return LoadedLayout{*known->second, std::move(*layout)};
}

}  // namespace toitsu::authoring
