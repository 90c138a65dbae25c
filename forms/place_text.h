#pragma once

// What a person writes into one place of the paper for a canonical value: a part of a date in 和暦, a group of a phone
// number, money with commas where there are no cells.

#include <string>

#include "forms/form.h"
#include "forms/layout.h"

namespace toitsu::forms {

// "" when nothing is to be written. `padsDates`: 06 instead of 6.
std::string placeText(const TextPlace& place, FieldType type, const std::string& canonical, bool padsDates);

}  // namespace toitsu::forms
