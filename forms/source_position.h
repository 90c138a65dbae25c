#pragma once

// Where a character of an attribute's value stands in the file: a FEEL error inside test="…" is reported at its own
// column.

#include <cstddef>
#include <string_view>

#include "base/xml.h"

namespace toitsu::forms {

// `index` counts the value's characters from 0, after entities were replaced. `xml` is the whole file.
Place placeInValue(std::string_view xml, const xml::Attribute& attribute, std::size_t index);

}  // namespace toitsu::forms
