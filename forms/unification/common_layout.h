#pragma once

// The common paper: the proposal as a layout that can be printed as it stands – a title, the form-ID mark, one framed
// block for each section and repeating group, as many pages as it takes.

#include <map>
#include <string>
#include <vector>

#include "forms/unification/coverage.h"
#include "forms/unification/proposal.h"

namespace toitsu::forms::unification {

struct CommonHead {
    std::string id;            // of the layout
    std::string municipality;  // 6 digits: whose paper it is until each municipality has its own copy
    std::string title;         // of the form
};

Layout commonLayout(const Form& form, const Coverage& coverage, const Proposal& proposal,
                    const std::map<std::string, std::string>& sectionTitles, const CommonHead& head);

// The prefecture's code when all papers are of one prefecture, else the first paper's municipality.
std::string sharedMunicipality(const std::vector<Paper>& papers);

}  // namespace toitsu::forms::unification
