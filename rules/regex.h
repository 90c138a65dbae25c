#pragma once

// Regular expressions of FEEL (XPath 2.0 functions) and letter case, on ICU. Errors are reasons for a remark.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::rules {

using RegexTick = std::function<bool()>;  // asked about once a millisecond: false stops

tl::expected<bool, Wording> regexMatches(std::string_view input, std::string_view pattern, std::string_view flags,
                                         const RegexTick& tick);
// The result has at most about `most` bytes.
tl::expected<std::string, Wording> regexReplace(std::string_view input, std::string_view pattern,
                                                std::string_view replacement, std::string_view flags,
                                                const RegexTick& tick, std::size_t most);
tl::expected<std::vector<std::string>, Wording> regexSplit(std::string_view input, std::string_view pattern,
                                                           const RegexTick& tick);

std::string unicodeUpper(std::string_view text);
std::string unicodeLower(std::string_view text);

}  // namespace toitsu::rules
