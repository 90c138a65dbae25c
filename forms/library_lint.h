#pragma once

// What only shows when a form and all its layouts are looked at together.

#include "forms/library.h"

namespace toitsu::forms {

// F078, a rule that reads a field which stands on no layout of its form. Forms without layouts are left out.
void lintLibrary(const Library& library, Findings& findings);

}  // namespace toitsu::forms
