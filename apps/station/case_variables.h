#pragma once

// What a case knows of its record: the bridge of forms, what the decision "review" asks for, and the whole record so
// that a person's answer can be put into it later.

#include "base/value.h"
#include "forms/record.h"

namespace toitsu::station {

// forms::variables, and: record (lossless), brokenErrors (number of broken rules that are errors), sensitive (a
// my-number stands in it).
Context caseVariables(const forms::Form& form, const forms::Record& record);

}  // namespace toitsu::station
