#pragma once

// Checks a value against a JSON Schema, as far as docs/schema uses it: type, const, enum, required, properties,
// additionalProperties (as a schema), items, minItems, maxItems, minimum, maximum, pattern, anyOf and local $ref.

#include <string>
#include <vector>

#include "base/value.h"

namespace toitsu::e2e {

// What does not fit, each with its path ("/fields/3/status: …"); empty when all does.
std::vector<std::string> violations(const Value& schema, const Value& value);

}  // namespace toitsu::e2e
