#pragma once

// What `toitsu unify` is given: layouts, folders of layouts, and the form that they are measured by.

#include <optional>
#include <string>
#include <vector>

#include "apps/cli/terminal.h"
#include "forms/unification/paper.h"

namespace toitsu::cli {

struct UnifySources {
    std::string formFile;                  // "" when the form was put together from drafts
    std::vector<std::string> layoutFiles;  // as papers
    forms::Form form;
    std::vector<forms::unification::Paper> papers;
};

// Mistakes are told to the terminal; nothing comes back when a paper has any, or when there is nothing to compare.
// `form` names the form's file
// ("" = the one that the layouts lie under).
std::optional<UnifySources> unifySources(const std::vector<std::string>& inputs, const std::string& form,
                                         Terminal& terminal);

// Places that a draft found and nobody has looked at: field (or "field/part") → confidence, from the attribute
// `confidence` of namespace urn:toitsu:draft:1.
std::map<std::string, double> draftGuesses(const std::string& layoutXml, const std::string& file);

}  // namespace toitsu::cli
