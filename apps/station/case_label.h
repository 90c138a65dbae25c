#pragma once

// Case label: whom a case is about, as people call it in a list. No 個人番号 is ever part of it.

#include <string>

#include "base/value.h"
#include "forms/library.h"
#include "forms/record.h"

namespace toitsu::station {

// A name in it; "" when there is none.
std::string caseLabel(const forms::Form& form, const forms::Record& record);
// Of a case with these variables; "" also where the library does not know its form.
std::string caseLabel(const forms::Library& library, const Value& variables);

}  // namespace toitsu::station
