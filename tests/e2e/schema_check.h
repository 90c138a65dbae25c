#pragma once

// Checks a value against a JSON Schema, as far as docs/schema and `toitsu form export` use it: type, const, enum,
// required, properties, additionalProperties (a schema, or false), items, minItems, maxItems, minimum, maximum,
// minLength, maxLength, pattern, anyOf, oneOf and local $ref.

#include <string>
#include <vector>

#include "base/value.h"

namespace toitsu::e2e {

// What does not fit, each with its path ("/fields/3/status: …"); empty when all does.
std::vector<std::string> violations(const Value& schema, const Value& value);

}  // namespace toitsu::e2e
