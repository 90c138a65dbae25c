#pragma once

// The one table of field types: what each makes of a text. parseField, interpret, `toitsu check` and the doors into a
// record all ask here.

#include <string_view>

#include "base/value.h"
#include "forms/checks/checked.h"
#include "forms/form.h"

namespace toitsu::forms {

class Towns;

struct CheckOptions {
    const Towns* towns = nullptr;  // with it an address is taken apart and normalised; without, kept as written
};

// Empty text is ok and normalised to "" (of choices: to no option). F200: no UTF-8 text.
Checked check(const Field& field, std::string_view text, const CheckOptions& options = {});

// The canonical value of a normalised text: dates and amounts as such, flags as booleans, choices as a list, "" as
// null. A 不詳日 stays a string.
Value valueOf(FieldType type, std::string_view normalised);

}  // namespace toitsu::forms
