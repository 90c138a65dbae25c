#pragma once

// Blanks given to `toitsu unify`: each is drafted once, into files that people can mend before they run it again.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct BlankLayouts {
    std::string form;                  // form.xml that the layouts are of
    std::vector<std::string> layouts;  // as the blanks were named; none, and nothing written, when one cannot be read
};

// Drafts each blank into `folder`/layouts/<name>.xml. A draft that lies there already is taken as it is: somebody may
// have worked on it. `form` is what the places are proposed to; "" makes one form of all the blanks in
// `folder`/form.xml (the one with the most questions begins it, the others add what it lacks), or takes the one that is
// there. A name that begins with a municipality's code of six digits gives the draft its municipality.
BlankLayouts draftBlanks(const std::vector<std::string>& blanks, const std::string& form, const std::string& folder,
                         Terminal& terminal);

}  // namespace toitsu::cli
