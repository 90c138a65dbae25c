#pragma once

// Value ↔ JSON. Temporal values become ISO 8601 strings (JSON has none); reading gives strings back, so a schema
// decides what is a date. Numbers keep all their digits both ways.

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/value.h"

namespace toitsu::json {

std::string write(const Value& value);        // one line, UTF-8, keys in the context's order
std::string writePretty(const Value& value);  // two spaces
Result<Value> parse(std::string_view text, const std::string& file = {});  // X101 with line and column; depth ≤ 200
// The same of a stranger's text: an object that has a name twice is X101, too, for other programs on its way may have
// read the first where we read the last.
Result<Value> parseUnambiguous(std::string_view text);

}  // namespace toitsu::json
