#pragma once

// A form as form.xml, in canonical form: what `parseForm` reads from it is the same form.

#include <string>

#include "forms/form.h"

namespace toitsu::forms {

std::string writeForm(const Form& form);

// `<field>` alone, for a layout's own fields.
std::string fieldElement(const Field& field);

// Whether two forms say the same, wherever it stands in their files.
bool same(const Form& a, const Form& b);
bool same(const Field& a, const Field& b);

}  // namespace toitsu::forms
