#pragma once

// The files an author of forms and layouts works with: where a layout's form lies, and what lies below a folder.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/form.h"
#include "forms/layout.h"

namespace toitsu::authoring {

// A layout stands in <form>/layouts/, its form in <form>/form.xml; a form.xml beside the layout is found, too.
std::string formFileOf(const std::string& layoutFile);

// form.xml and what lies in a folder named layouts, anywhere below the folder; sorted.
std::vector<std::string> templateFiles(const std::string& folder);

// C005: an XML file that an author named and that is neither.
Error neitherFormNorLayout(const Place& place);

struct LoadedLayout {
    forms::Form form;
    forms::Layout layout;
};

// A layout with its form. All mistakes of the layout stand in `findings`, and those of the form when it cannot be used:
// C004 no form.xml, C005 neither form nor layout, C157 a form and no layout, X0xx a file that cannot be read or no XML.
std::optional<LoadedLayout> loadLayoutFile(const std::string& file, forms::Findings& findings);

// A drafted form (one with marks of namespace urn:toitsu:draft:1) knows no law yet. `compared`: it may ask for a
// 個人番号 without its basis (F024), and its layouts may lack their municipality (F041), for they are only looked at.
enum class DraftedForms { whole, compared };

constexpr std::string_view kUnknownMunicipality = "000000";  // of a draft, for its author to replace

// The same for many layouts: each form is read, and its mistakes are told, once. `formFile` is their form where it is
// not the one that they lie under.
class LayoutLoader {
public:
    explicit LayoutLoader(DraftedForms drafted = DraftedForms::whole) : drafted_(drafted) {}
    std::optional<LoadedLayout> load(const std::string& file, forms::Findings& findings,
                                     const std::string& formFile = {});

private:
    DraftedForms drafted_;
    std::map<std::string, std::optional<forms::Form>> forms_;  // by file
};

std::optional<forms::Form> parseForm(std::string xml, const std::string& file, DraftedForms drafted,
                                     forms::Findings& findings);

}  // namespace toitsu::authoring
