#pragma once

// JSON Schema 2020-12 of a form's record in canonical text: what `toitsu task answer --from` and a web form send.

#include <string>

#include "forms/form.h"

namespace toitsu::cli {

// {"form", "version", "fields": {id: canonical text}}. Every field's type as pattern, format or list of codes; an empty
// text is a field that was left empty. Rules stand as text in "x-toitsu-rules": a JSON Schema cannot say them.
std::string recordSchema(const forms::Form& form);

}  // namespace toitsu::cli
