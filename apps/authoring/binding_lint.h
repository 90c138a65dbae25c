#pragma once

// The bindings of a library against its forms and layouts, which neither of them knows: what a form lets people write
// must find a place in the business system, or the case comes back to the clerk for ever.

#include <string>

#include "forms/form.h"

namespace toitsu::authoring {

// bindings/*/*.xml of a library folder; a folder without bindings is no mistake. The mistakes of each file, C120 a
// field that the form does not have, C121 an option without a counterpart, C122 a column narrower than the boxes. How
// many files were checked.
int lintBindings(const std::string& folder, forms::Findings& findings);

}  // namespace toitsu::authoring
