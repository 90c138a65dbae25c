#pragma once

// Regular expressions of FEEL (XPath 2.0 functions) and letter case, on ICU. Errors are English reasons for a remark.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::rules {

tl::expected<bool, std::string> regexMatches(std::string_view input, std::string_view pattern, std::string_view flags);
tl::expected<std::string, std::string> regexReplace(std::string_view input, std::string_view pattern,
                                                    std::string_view replacement, std::string_view flags);
tl::expected<std::vector<std::string>, std::string> regexSplit(std::string_view input, std::string_view pattern);

std::string unicodeUpper(std::string_view text);
std::string unicodeLower(std::string_view text);

}  // namespace toitsu::rules
