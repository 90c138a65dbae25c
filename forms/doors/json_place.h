#pragma once

// Where a member of a JSON text stands, so that a wrong value is reported at its own line and column.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace toitsu::forms {

// The offset of the value at `path` (keys, or numbers as text in a list) of a text that json::parse understood;
// that of the nearest one around it when there is no such member.
std::size_t jsonOffset(std::string_view json, const std::vector<std::string>& path);

// The offsets of the elements of a text that is a list, in one pass; none for another text.
std::vector<std::size_t> elementOffsets(std::string_view json);

}  // namespace toitsu::forms
