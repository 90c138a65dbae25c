#pragma once

// Change: one difference between two forms or two layouts, as an author would tell it.

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "forms/geometry.h"

namespace toitsu::forms {

struct Change {
    std::string kind;     // what changed, one word for machines: "field-added", "moved", … (docs/unify.md lists them)
    std::string subject;  // the field, rule or form; "" for the layout itself
    std::string part;     // of a field on paper: era, year …; an option's code
    Wording what;         // one sentence
    bool breaking = false;             // what was made for the old one no longer fits
    Wording reason;                    // why it is breaking, or why not
    int page = 0;                      // of the layout; 0 for a form
    std::optional<Box> before, after;  // mm
};

}  // namespace toitsu::forms
