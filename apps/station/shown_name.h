#pragma once

// What people are shown of a file's name that a scanner or a stranger has chosen.

#include <string>
#include <string_view>

namespace toitsu::station {

// Without folders, control characters, and what turns the direction of writing (exe.png that is gnp.exe); "scan" for
// what is no text, no name, or longer than 200 characters.
std::string shownName(std::string_view name);

}  // namespace toitsu::station
