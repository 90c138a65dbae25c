#pragma once

// What `toitsu unify` is given: layouts, blanks, folders of either, and the form that they are measured by.

#include <optional>
#include <string>
#include <vector>

#include "apps/cli/terminal.h"
#include "forms/unification/paper.h"

namespace toitsu::cli {

struct UnifySources {
    std::string formFile;                  // "" when it was put together from drafts with forms of their own
    std::vector<std::string> layoutFiles;  // as papers
    forms::Form form;
    std::vector<forms::unification::Paper> papers;
};

// Mistakes are told to the terminal; nothing comes back when a paper has any, or when there is nothing to compare.
// `form` names the form's file ("" = the one that the layouts lie under). Blanks are drafted into the folder `drafts`
// (see unify_blanks.h), against the layouts' form where layouts are given too.
std::optional<UnifySources> unifySources(const std::vector<std::string>& inputs, const std::string& form,
                                         const std::string& drafts, Terminal& terminal);

}  // namespace toitsu::cli
