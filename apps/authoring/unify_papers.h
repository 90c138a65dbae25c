#pragma once

// The papers that a unification compares, out of layout files.

#include <map>
#include <string>
#include <vector>

#include "forms/form.h"
#include "forms/unification/paper.h"

namespace toitsu::authoring {

// Places that a draft found and nobody has looked at: field (or "field/part") → confidence, from the attribute
// `confidence` of namespace urn:toitsu:draft:1.
std::map<std::string, double> draftGuesses(const std::string& layoutXml, const std::string& file);

struct Papers {
    forms::Form form;
    std::vector<forms::unification::Paper> papers;
};
// Layouts of one form; a file with mistakes is told in `findings` and left out.
Papers papersOf(const std::string& formFile, const std::vector<std::string>& layoutFiles, forms::Findings& findings);

}  // namespace toitsu::authoring
