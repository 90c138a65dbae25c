#pragma once

// What a block of fields is called on paper: the words that its titles begin with (「給与所得者の…」), or else the
// heading under which the papers print them.

#include <map>
#include <string>
#include <vector>

#include "forms/unification/coverage.h"
#include "forms/unification/decisions.h"

namespace toitsu::forms::unification {

// Section (what the ids begin with) → title. A section for which nothing is found has none.
std::map<std::string, std::string> sectionTitles(const Form& form, const std::vector<Paper>& papers,
                                                 const Coverage& coverage, const Decisions& decisions);

// The field's title without the section's: 「給与所得者の氏名」 in 「給与所得者」 is 氏名.
std::string shortTitle(const std::string& title, const std::string& section);

}  // namespace toitsu::forms::unification
