#pragma once

// A form as form.xml, in canonical form: what `parseForm` reads from it is the same form.

#include <string>

#include "forms/form.h"

namespace toitsu::forms {

std::string writeForm(const Form& form);

// `<field>` and `<migration>` alone: a layout's own fields, additions to a form's file.
std::string fieldElement(const Field& field);
std::string migrationElement(const Migration& migration);

// Whether two forms say the same, wherever it stands in their files.
bool same(const Form& a, const Form& b);
bool same(const Field& a, const Field& b);

}  // namespace toitsu::forms
